import { parseArgs } from 'node:util'
import { systemClock } from '#shared/kit/clock.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { version } from '../version.ts'
import { backUp } from './back-up.ts'

export const backUpUsage = `node sync-server/main.ts backup --to DIR [--data DIR]

  Copies the data of a server, running or not, into a new folder. LEKAR_DATA names the data folder, too.
  To restore: docs/runbooks/restore-the-server.md`

/** `backup --to DIR`. Gives a line for the person at the terminal. */
export async function backUpCommand(
  args: string[],
  environment: Record<string, string | undefined>,
): Promise<Result<string, string>> {
  let values: { to?: string | undefined; data?: string | undefined }
  try {
    values = parseArgs({ args, options: { to: { type: 'string' }, data: { type: 'string' } } }).values
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'unknown option')
  }
  const { to, data } = values
  if (!to) return fail('--to is missing')
  const from = data ?? (environment.LEKAR_DATA || 'data')
  const { files } = await backUp({ from, to, clock: systemClock, version })
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return ok(`Backup in ${to}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, checked`)
}
