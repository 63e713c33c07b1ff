import { hash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Certificate, Session } from 'electron'

/**
 * Whom this PC believes that it is the clinic's server: authorities by their certificate (PEM), keys by their
 * fingerprint (`sha256/` and Base64 of SHA-256 over the public key, as openssl prints it). Given when the PC is set up.
 */
export interface TrustedServers {
  authorities: X509Certificate[]
  keys: Set<string>
}

const certificatePattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
const fingerprintPattern = /^sha256\/[A-Za-z0-9+/]{43}=$/

/**
 * Reads the setting: certificates in PEM, or fingerprints, one a line; several while one takes over from another.
 * @throws Error when a part of it is neither.
 */
export function readTrustedServers(setting: string): TrustedServers {
  const authorities = (setting.match(certificatePattern) ?? []).map((pem) => new X509Certificate(pem))
  const lines = setting.replaceAll(certificatePattern, '').split(/\s+/)
  const keys = lines.filter((line) => line !== '')
  if (keys.some((key) => !fingerprintPattern.test(key)) || authorities.length + keys.length === 0)
    throw new Error('neither a certificate in PEM nor sha256/FINGERPRINT')
  return { authorities, keys: new Set(keys) }
}

export interface PresentedServer {
  hostname: string
  /** The server's certificate first, then what it sent with it. */
  chain: readonly X509Certificate[]
  nowMs: number
}

const serverPurpose = '1.3.6.1.5.5.7.3.1'
const longestChain = 8

/**
 * True when a chain of valid signatures leads from the server's certificate to one that this PC trusts, every
 * certificate on it is in its time and may do what it does, and the first is for this very host.
 */
export function isTrustedServer(trusted: TrustedServers, presented: PresentedServer): boolean {
  const { hostname, chain, nowMs } = presented
  const [server] = chain
  if (server === undefined || !isFor(server, hostname)) return false
  const purposes: string[] | undefined = server.keyUsage
  if (purposes !== undefined && !purposes.includes(serverPurpose)) return false
  const issuers = [...trusted.authorities, ...chain.slice(1)].filter(({ ca }) => ca)
  let certificate = server
  for (let length = 0; length < longestChain; length += 1) {
    if (!isInTime(certificate, nowMs)) return false
    if (isAnchor(trusted, certificate)) return true
    const issuer = issuers.find((each) => isIssuedBy(certificate, each))
    if (issuer === undefined || issuer === certificate) return false
    certificate = issuer
  }
  return false
}

const isAnchor = ({ authorities, keys }: TrustedServers, certificate: X509Certificate): boolean =>
  authorities.some(({ raw }) => raw.equals(certificate.raw)) || keys.has(keyFingerprint(certificate))

/** The fingerprint of a certificate's public key, in the form of the setting. */
export const keyFingerprint = ({ publicKey }: X509Certificate): string =>
  `sha256/${hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'base64')}`

const isFor = (certificate: X509Certificate, hostname: string): boolean => {
  const name = hostname.replace(/^\[|\]$/g, '')
  const found =
    isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name)
  return found !== undefined
}

const isInTime = ({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean =>
  validFromDate.getTime() <= nowMs && nowMs <= validToDate.getTime()

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

/** Chromium's findings that an authority of the clinic's own may have; every other one stands. */
const bearable = new Set(['net::OK', 'net::ERR_CERT_AUTHORITY_INVALID'])
const accept = 0
const refuse = -2

/**
 * Makes this session speak TLS with the trusted servers alone: what the operating system trusts does not count, so that
 * an authority put on the PC by somebody else opens nothing.
 */
export function pinServers(session: Session, trusted: TrustedServers, now: () => number): void {
  session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, answer) => {
    answer(isAcceptable() ? accept : refuse)

    function isAcceptable(): boolean {
      try {
        const presented = { hostname, chain: chainOf(certificate), nowMs: now() }
        return bearable.has(verificationResult) && isTrustedServer(trusted, presented)
      } catch {
        return false
      }
    }
  })
}

function chainOf(certificate: Certificate): X509Certificate[] {
  const chain: X509Certificate[] = []
  let next: Certificate | undefined = certificate
  while (next?.data && chain.length < longestChain) {
    chain.push(new X509Certificate(next.data))
    next = next.issuerCert === next ? undefined : next.issuerCert
  }
  return chain
}
