import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { saboteurs } from './saboteurs.ts'

export interface SimOptions {
  seeds: readonly number[]
  stations: number
  workers: number
  sabotage: string | undefined
  /** Prints the whole course of a seed. */
  log: boolean
}

export const usage = `npm run sim -- [options]

  --seeds N        how many seeds (20)
  --from N         the first of them (1)
  --seed N         this one alone, with its log
  --stations N     stations of each clinic (8)
  --workers N      processes (2)
  --sabotage NAME  breaks a promise on purpose; one of:
                   ${saboteurs.map(({ name }) => name).join('\n                   ')}`

/** The error is a line for the person at the terminal. */
export function simOptions(args: string[]): Result<SimOptions | 'help', string> {
  let values: Record<string, string | boolean | undefined>
  try {
    const text = { type: 'string' } as const
    values = parseArgs({
      args,
      options: {
        seeds: text,
        from: text,
        seed: text,
        stations: text,
        workers: text,
        sabotage: text,
        log: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'unknown option')
  }
  if (values.help) return ok('help')
  const numbers = { seeds: 20, from: 1, stations: 8, workers: 2, seed: 0 }
  for (const name of Object.keys(numbers) as (keyof typeof numbers)[]) {
    if (values[name] === undefined) continue
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
      return fail(`--${name} must be a whole number from 1 to 1000000`)
    numbers[name] = value
  }
  const { sabotage } = values
  if (sabotage !== undefined && !saboteurs.some(({ name }) => name === sabotage))
    return fail(`--sabotage must be one of ${saboteurs.map(({ name }) => name).join(', ')}`)
  const only = numbers.seed > 0
  return ok({
    seeds: only ? [numbers.seed] : Array.from({ length: numbers.seeds }, (_, index) => numbers.from + index),
    stations: numbers.stations,
    workers: numbers.workers,
    sabotage: typeof sabotage === 'string' ? sabotage : undefined,
    log: only || values.log === true,
  })
}
