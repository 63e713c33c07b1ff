import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const oid = (...bytes: number[]): Buffer => der(0x06, Buffer.from(bytes))
const utcTime = (date: string): Buffer => der(0x17, Buffer.from(date))
const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
const nameOf = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(commonName)))))
const critical = der(0x01, Buffer.from([0xff]))

/** A certificate with its private key, both PEM, and what is needed to issue others with it. */
export interface Issued {
  cert: string
  key: string
  commonName: string
  privateKey: KeyObject
}

interface Wish {
  commonName: string
  /** Who signs it; itself without one. */
  issuer?: Issued
  isAuthority?: boolean
  /** Whether it is for 127.0.0.1 and localhost, or for another host. */
  host?: 'loopback' | 'other'
  /** `YYMMDD`. */
  notAfter?: string
  /** For signing in as a client, which is not what a server needs. */
  forClients?: boolean
}

/** Makes a certificate with a key of its own, made anew: no key lies in the sources. */
export function issue(wish: Wish): Issued {
  const { commonName, issuer, isAuthority = false, host = 'loopback', notAfter = '491231' } = wish
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
  const serial = randomBytes(8)
  serial[0] = 1
  const alternatives =
    host === 'loopback'
      ? sequence(der(0x87, Buffer.from([127, 0, 0, 1])), der(0x82, Buffer.from('localhost')))
      : sequence(der(0x82, Buffer.from('other.example')))
  const extension = (id: Buffer, ...content: Buffer[]) => sequence(id, ...content)
  const extensions = [
    extension(oid(0x55, 0x1d, 0x11), der(0x04, alternatives)),
    ...(isAuthority ? [extension(oid(0x55, 0x1d, 0x13), critical, der(0x04, sequence(critical)))] : []),
    ...(wish.forClients
      ? [extension(oid(0x55, 0x1d, 0x25), der(0x04, sequence(oid(0x2b, 6, 1, 5, 5, 7, 3, 2))))]
      : []),
  ]
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    nameOf((issuer ?? wish).commonName),
    sequence(utcTime('200101000000Z'), utcTime(`${notAfter}000000Z`)),
    nameOf(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', toSign, issuer?.privateKey ?? privateKey)
  const certificate = sequence(toSign, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  return {
    cert: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    commonName,
    privateKey,
  }
}

/** A certificate for 127.0.0.1 that signs itself. */
export const selfSigned = (commonName: string): { cert: string; key: string } => {
  const { cert, key } = issue({ commonName })
  return { cert, key }
}
