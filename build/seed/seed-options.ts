import { dayFromIso, instantAt } from './calendar.ts'

export interface SeedOptions {
  server: string
  adminUser: string
  adminPassword: string | undefined
  patients: number
  visits: number
  seed: number
  /** Undefined for "the machine's today". */
  todayMs: number | undefined
  /** A file of documents, one a line, instead of a server. */
  out: string | undefined
}

export const seedHelp = `npm run seed -- --admin-password PASSWORD [options]

  --server URL           http://127.0.0.1:4180
  --admin-user NAME      admin
  --admin-password TEXT  or the environment's LEKAR_ADMIN_PASSWORD
  --patients N           2000
  --visits N             20000
  --seed N               1; one seed and one day give one clinic
  --today YYYY-MM-DD     the day on which the records end; the machine's today
  --out FILE.ndjson      write the documents to a file, one a line, and use no server`

const texts = ['server', 'admin-user', 'admin-password', 'today', 'out'] as const
const numbers = ['patients', 'visits', 'seed'] as const

/** The command line read, or a sentence that says what is wrong with it. */
export function parseSeedOptions(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): { ok: true; value: SeedOptions | 'help' } | { ok: false; error: string } {
  const given = new Map<string, string>()
  for (let i = 0; i < args.length; i += 2) {
    const name = (args[i] as string).replace(/^--/, '')
    if (args[i] === '--help') return { ok: true, value: 'help' }
    if (![...texts, ...numbers].some((known) => `--${known}` === args[i]))
      return { ok: false, error: `unknown option ${args[i]}` }
    const value = args[i + 1]
    if (value === undefined) return { ok: false, error: `--${name} needs a value` }
    given.set(name, value)
  }
  for (const name of numbers) {
    if (given.has(name) && !/^\d{1,9}$/.test(given.get(name) as string))
      return { ok: false, error: `--${name} must be a whole number` }
  }
  const today = given.get('today')
  if (today !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(dayFromIso(today)))) {
    return { ok: false, error: '--today must be a day, YYYY-MM-DD' }
  }
  return {
    ok: true,
    value: {
      server: (given.get('server') ?? 'http://127.0.0.1:4180').replace(/\/$/, ''),
      adminUser: given.get('admin-user') ?? 'admin',
      adminPassword: given.get('admin-password') ?? environment.LEKAR_ADMIN_PASSWORD,
      patients: Number(given.get('patients') ?? 2000),
      visits: Number(given.get('visits') ?? 20_000),
      seed: Number(given.get('seed') ?? 1),
      todayMs: today === undefined ? undefined : Date.parse(instantAt(dayFromIso(today), 18 * 60)),
      out: given.get('out'),
    },
  }
}
