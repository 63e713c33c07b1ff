import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { readTrustedServers, type TrustedServers } from './server-certificate.ts'

const settingsSchema = z.looseObject({
  serverUrl: z.url({ protocol: /^https?$/ }),
  serverCertificateAuthority: z.string().max(100_000).optional(),
})

export interface Settings {
  serverUrl: string
  /** Whom this PC believes to be the server; the operating system's trust where nothing is said. */
  trustedServers: TrustedServers | undefined
}

const argumentPrefix = '--server='

/**
 * Where the sync server is: `--server=URL` first, then `settings.json` in the user's data folder (IT staff put it
 * there), then this machine. Plain HTTP is accepted on loopback only. `serverCertificateAuthority` comes from the file
 * alone: who can start the program must not choose whom it trusts.
 * @throws Error with words for IT staff when a setting cannot be used.
 */
export function readSettings(userData: string, args: readonly string[]): Settings {
  const fromArguments = args
    .find((argument) => argument.startsWith(argumentPrefix))
    ?.slice(argumentPrefix.length)
  const file = join(userData, 'settings.json')
  const stored: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const wanted = {
    ...(stored as object),
    ...(fromArguments === undefined ? {} : { serverUrl: fromArguments }),
  }
  const parsed = settingsSchema.safeParse({ serverUrl: 'http://127.0.0.1:4180', ...wanted })
  if (!parsed.success) {
    const isUrl = parsed.error.issues.some((issue) => issue.path[0] === 'serverUrl')
    throw new Error(
      isUrl
        ? `The address of the sync server is not a URL (${file})`
        : `serverCertificateAuthority must be a text (${file})`,
    )
  }
  const { serverUrl, serverCertificateAuthority: authority } = parsed.data
  const { protocol, hostname, username, password } = new URL(serverUrl)
  if (protocol === 'http:' && !isLoopback(hostname))
    throw new Error(`The sync server must be reached by https, only this machine's own by http (${file})`)
  if (username !== '' || password !== '')
    throw new Error(`The address of the sync server must hold no password (${file})`)
  return { serverUrl, trustedServers: authority === undefined ? undefined : trustedOf(authority, file) }
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))

function trustedOf(authority: string, file: string): TrustedServers {
  try {
    return readTrustedServers(authority)
  } catch {
    throw new Error(
      `serverCertificateAuthority must hold certificates in PEM or sha256/FINGERPRINT of a key (${file})`,
    )
  }
}
