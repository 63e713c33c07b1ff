import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { AppError } from '#shared/errors/app-error.ts'
import type { TlsPair } from './http/create-app.ts'

export interface TlsFiles {
  cert: string
  key: string
}

/** Reads certificate and key. @throws AppError `settings.wrong` for files that are missing or do not belong together. */
export async function readTlsFiles({ cert, key }: TlsFiles): Promise<TlsPair> {
  const read = (path: string, what: string): Promise<string> =>
    readFile(path, 'utf8').catch((cause: unknown) => {
      throw new AppError('settings.wrong', { detail: `the ${what} cannot be read: ${path}`, cause })
    })
  const pair = { cert: await read(cert, 'certificate'), key: await read(key, 'key') }
  try {
    createSecureContext(pair)
  } catch (cause) {
    throw new AppError('settings.wrong', { detail: 'certificate and key do not belong together', cause })
  }
  return pair
}

/** The last day of a certificate, for the person at the terminal. */
export const endOf = ({ cert }: TlsPair): string =>
  new X509Certificate(cert).validToDate.toISOString().slice(0, 10)
