import { X509Certificate } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type DetailedPeerCertificate } from 'node:tls'
import type { Certificate, Session } from 'electron'
import { describe, expect, it } from 'vitest'
import { keyFingerprint, pinServers, readTrustedServers } from '../../electron/server-certificate.ts'
import { type Issued, issue } from '../contracts/self-signed.ts'

const clinic = issue({ commonName: 'Clinic CA', isAuthority: true })
const stranger = issue({ commonName: 'Stranger CA', isAuthority: true })
const sameName = issue({ commonName: 'Clinic CA', isAuthority: true })
const department = issue({ commonName: 'Department CA', issuer: clinic, isAuthority: true })

const asPem = (raw: Buffer): string => new X509Certificate(raw).toString()

/** What Electron gives to the verifier: the certificates that really came over a TLS connection. */
async function presentedBy(server: Issued, ...sent: Issued[]): Promise<Certificate> {
  const listening = createServer({
    key: server.key,
    cert: [server, ...sent].map(({ cert }) => cert).join(''),
  })
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
  const peer = socket.getPeerCertificate(true)
  socket.destroy()
  listening.close()
  const convert = ({ raw, issuerCertificate }: DetailedPeerCertificate): Certificate => {
    const issuer = issuerCertificate as DetailedPeerCertificate | undefined
    const issuerCert = issuer && !issuer.raw.equals(raw) ? convert(issuer) : undefined
    return { data: asPem(raw), ...(issuerCert ? { issuerCert } : {}) } as Certificate
  }
  return convert(peer)
}

const now = Date.parse('2026-11-25T12:00:00Z')

/** Chromium's answer for this connection when the setting is given: 0 is yes, -2 is no. */
function answerFor(
  setting: string,
  certificate: Certificate,
  { hostname = '127.0.0.1', verificationResult = 'net::ERR_CERT_AUTHORITY_INVALID', nowMs = now } = {},
): number {
  type Verify = NonNullable<Parameters<Session['setCertificateVerifyProc']>[0]>
  const given: Verify[] = []
  const session = { setCertificateVerifyProc: (verify: Verify) => given.push(verify) }
  pinServers(session as unknown as Session, readTrustedServers(setting), () => nowMs)
  let answer = Number.NaN
  const request = {
    hostname,
    certificate,
    validatedCertificate: certificate,
    isIssuedByKnownRoot: false,
    verificationResult,
    errorCode: 0,
  }
  given[0]!(request, (result) => (answer = result))
  return answer
}

describe('a PC that was given the authority of its clinic', () => {
  it('believes a server whose certificate that authority issued, directly or through another', async () => {
    const direct = await presentedBy(issue({ commonName: 'server', issuer: clinic }))
    expect(answerFor(clinic.cert, direct)).toBe(0)
    expect(answerFor(clinic.cert, direct, { hostname: 'localhost' })).toBe(0)
    expect(answerFor(clinic.cert, direct, { verificationResult: 'net::OK' })).toBe(0)
    const through = await presentedBy(issue({ commonName: 'server', issuer: department }), department)
    expect(answerFor(clinic.cert, through)).toBe(0)
    // While one authority takes over from another both are given.
    expect(answerFor(stranger.cert + clinic.cert, direct)).toBe(0)
  })

  it('believes a server by the fingerprint of its key or of its authority', async () => {
    const server = issue({ commonName: 'server', issuer: clinic })
    const alone = await presentedBy(server)
    expect(answerFor(keyFingerprint(new X509Certificate(server.cert)), alone)).toBe(0)
    expect(
      answerFor(keyFingerprint(new X509Certificate(clinic.cert)), await presentedBy(server, clinic)),
    ).toBe(0)
    expect(answerFor(keyFingerprint(new X509Certificate(stranger.cert)), alone)).toBe(-2)
  })

  it.each([
    ['another authority', () => presentedBy(issue({ commonName: 'server', issuer: stranger }), stranger)],
    [
      'another authority of the same name',
      () => presentedBy(issue({ commonName: 'server', issuer: sameName }), sameName),
    ],
    ['itself', () => presentedBy(issue({ commonName: 'Clinic CA' }))],
    [
      'a server of the clinic, which is no authority',
      () => {
        const server = issue({ commonName: 'server', issuer: clinic })
        return presentedBy(issue({ commonName: 'evil', issuer: server }), server)
      },
    ],
    [
      'nobody: the way to the authority is missing',
      () => presentedBy(issue({ commonName: 's', issuer: department })),
    ],
    [
      'the clinic, for another host',
      () => presentedBy(issue({ commonName: '127.0.0.1', issuer: clinic, host: 'other' })),
    ],
    [
      'the clinic, some time ago',
      () => presentedBy(issue({ commonName: 's', issuer: clinic, notAfter: '261101' })),
    ],
    [
      'the clinic, for a client',
      () => presentedBy(issue({ commonName: 's', issuer: clinic, forClients: true })),
    ],
  ])('does not believe a certificate issued by %s', async (_who, present) => {
    expect(answerFor(clinic.cert, await present())).toBe(-2)
  })

  it('does not believe what the operating system trusts, or what Chromium found wrong besides', async () => {
    const foreign = await presentedBy(issue({ commonName: 'server', issuer: stranger }), stranger)
    expect(answerFor(clinic.cert, foreign, { verificationResult: 'net::OK' })).toBe(-2)
    const own = await presentedBy(issue({ commonName: 'server', issuer: clinic }))
    for (const verificationResult of [
      'net::ERR_CERT_REVOKED',
      'net::ERR_CERT_WEAK_KEY',
      'net::ERR_CERT_DATE_INVALID',
    ])
      expect(answerFor(clinic.cert, own, { verificationResult })).toBe(-2)
    expect(answerFor(clinic.cert, own, { nowMs: Date.parse('2050-01-01') })).toBe(-2)
    expect(answerFor(clinic.cert, { ...own, data: 'half a certificate' } as Certificate)).toBe(-2)
    const signature = own.data.replace(/.{6}\n-----END/, 'AAAAAA\n-----END')
    expect(answerFor(clinic.cert, { ...own, data: signature } as Certificate)).toBe(-2)
  })

  it('is not set up with something that is no authority', () => {
    for (const setting of ['', ' ', 'sha256/short=', 'example.by', `${clinic.cert} x`, clinic.key])
      expect(() => readTrustedServers(setting)).toThrow()
    expect(() => readTrustedServers(clinic.cert.replace(/[A-Z]{4}/, 'AAAA'))).toThrow()
  })
})
