import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../shared/kit/result.ts'

export interface StartOptions {
  port: number
  dataFolder: string
  /** `auto`: Electron where it can be had, else a browser, else none. */
  shell: 'auto' | 'electron' | 'browser' | 'none'
  patients: number
  visits: number
  /** A clinic without patients. */
  empty: boolean
}

export const startHelp = `npm start -- [flags]
  --port N             port of the sync server on 127.0.0.1 (4180)
  --data DIR           where the server keeps its data (./data)
  --shell KIND         electron, browser or none (the best that is there)
  --patients N         patients of the demonstration clinic on first run (2000)
  --visits N           visits of the demonstration clinic on first run (20000)
  --empty              a clinic without patients
  --help               this text`

/** Reads the flags of `npm start`; the error is one line for the person who typed them. */
export function parseStartOptions(args: readonly string[]): Result<StartOptions | 'help', string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4180' },
        data: { type: 'string', default: 'data' },
        shell: { type: 'string', default: 'auto' },
        patients: { type: 'string', default: '2000' },
        visits: { type: 'string', default: '20000' },
        empty: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return ok('help')
    const port = wholeNumber(values.port, 1, 65_535)
    if (port === undefined) return fail(`--port takes a number from 1 to 65535, not "${values.port}"`)
    const patients = wholeNumber(values.patients, 1, 100_000)
    if (patients === undefined)
      return fail(`--patients takes a number from 1 to 100000, not "${values.patients}"`)
    const visits = wholeNumber(values.visits, 0, 1_000_000)
    if (visits === undefined) return fail(`--visits takes a number from 0 to 1000000, not "${values.visits}"`)
    const { shell } = values
    if (shell !== 'auto' && shell !== 'electron' && shell !== 'browser' && shell !== 'none')
      return fail(`--shell takes electron, browser or none, not "${shell}"`)
    return ok({ port, dataFolder: resolve(values.data), shell, patients, visits, empty: values.empty })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(text: string, min: number, max: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}
