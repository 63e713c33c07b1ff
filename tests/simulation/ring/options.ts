import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '#shared/kit/result.ts'

/** Each with what it counts when nobody says how many. */
const usualCounts = { kills: 200, visits: 20, 'visits-beside-file': 20, 'first-screen': 2000 }

export interface RingOptions {
  run: keyof typeof usualCounts
  count: number
  seed: number
  tls: boolean
}

export const usage = `npm run ring -- RUN [--count N] [--seed N] [--tls]

  kills               a browser killed at random moments, kills (200)
  visits              a visit from one PC to the other on a mobile line, visits (20)
  visits-beside-file  the same while a scan is on its way (20)
  first-screen        an empty profile until its first rows, patients (2000)

  --seed N            other random moments of kills (1)
  --tls               visits over TLS and HTTP/2, with their frames`

/** The error is a line for the person at the terminal. */
export function ringOptions(args: string[]): Result<RingOptions | 'help', string> {
  let given: { values: Record<string, string | boolean | undefined>; positionals: string[] }
  try {
    const text = { type: 'string' } as const
    const flag = { type: 'boolean' } as const
    given = parseArgs({
      args,
      allowPositionals: true,
      options: { count: text, seed: text, tls: flag, help: flag },
    })
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'unknown option')
  }
  const { values, positionals } = given
  if (values.help) return ok('help')
  const run = (Object.keys(usualCounts) as (keyof typeof usualCounts)[]).find(
    (name) => name === positionals[0],
  )
  if (!run || positionals.length > 1) return fail(`name one of ${Object.keys(usualCounts).join(', ')}`)
  const numbers = { count: usualCounts[run], seed: 1 }
  for (const name of ['count', 'seed'] as const) {
    if (values[name] === undefined) continue
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
      return fail(`--${name} must be a whole number from 1 to 1000000`)
    numbers[name] = value
  }
  return ok({ run, ...numbers, tls: values.tls === true })
}
