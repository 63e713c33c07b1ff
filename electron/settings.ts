import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const settingsSchema = z.looseObject({ serverUrl: z.url({ protocol: /^https?$/ }) })
export type Settings = z.infer<typeof settingsSchema>

const argumentPrefix = '--server='

/**
 * Where the sync server is: `--server=URL` first, then `settings.json` in the user's data folder (IT staff put it
 * there), then this machine. Plain HTTP is accepted on loopback only.
 * @throws Error with words for IT staff when an address cannot be used.
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
  if (!parsed.success) throw new Error(`The address of the sync server is not a URL (${file})`)
  const { protocol, hostname } = new URL(parsed.data.serverUrl)
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  if (protocol === 'http:' && !isLoopback)
    throw new Error(`The sync server must be reached by https, only this machine's own by http (${file})`)
  return parsed.data
}
