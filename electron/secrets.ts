import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { z } from 'zod'

const fileSchema = z.record(z.string(), z.base64())

export interface Secrets {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

/**
 * Small secrets, each encrypted by the operating system's key store. It is the second lock, never the first: on Linux
 * without a key store Electron falls back to a fixed password.
 * @throws Error where the system has no key store at all; nothing is ever written in clear.
 */
export function openSecrets(userData: string): Secrets {
  const file = join(userData, 'secrets.json')
  const read = (): Record<string, string> =>
    existsSync(file) ? fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  const write = (entries: Record<string, string>): void => {
    writeFileSync(`${file}.part`, JSON.stringify(entries), { mode: 0o600 })
    renameSync(`${file}.part`, file)
  }
  return {
    get(key) {
      const entry = Object.entries(read()).find(([name]) => name === key)
      return entry === undefined ? null : safeStorage.decryptString(Buffer.from(entry[1], 'base64'))
    },
    set(key, value) {
      if (!safeStorage.isEncryptionAvailable()) throw new Error('secret:set: this system has no key store')
      write({ ...read(), [key]: safeStorage.encryptString(value).toString('base64') })
    },
    remove(key) {
      const { [key]: _removed, ...rest } = read()
      write(rest)
    },
  }
}
