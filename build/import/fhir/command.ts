import { randomBytes } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { mapBundle } from '#shared/fhir/map-bundle.ts'
import { importAuthor } from '#shared/fhir/mapping-context.ts'
import { nextVersionId, reconcile } from '#shared/fhir/reconcile.ts'
import { type Clock, isoNow, systemClock } from '#shared/kit/clock.ts'
import { createHybridClock, type HybridClock } from '#shared/kit/hybrid-clock.ts'
import { progressLine } from '../../launch/progress-line.ts'
import { listFiles, readBundleFile } from './bundle-file.ts'
import { ClinicServer, ServerFailure } from './clinic-server.ts'
import { countEntries, describeReports, type FileReport, planCounts } from './report.ts'
import { failureWords, refusalWords } from './words.ts'

export const usage = `npm run import -- fhir FILE... [options]

  FILE is a FHIR R4 Bundle with one patient, or a folder of such files.

  --server URL       default http://127.0.0.1:4180
  --user NAME        an administrator's account
  --password TEXT    may also stand in LEKAR_PASSWORD
  --clinic CODE      default demo
  --dry-run          shows what would come and changes nothing
  --report FILE      writes all counts and problems as JSON`

const options = {
  server: { type: 'string', default: 'http://127.0.0.1:4180' },
  user: { type: 'string', default: 'admin' },
  password: { type: 'string' },
  clinic: { type: 'string', default: 'demo' },
  'dry-run': { type: 'boolean', default: false },
  report: { type: 'string' },
} as const

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    if (positionals.length === 0) return 'Name at least one file or folder.'
    if (!URL.canParse(values.server)) return '--server is an address like http://host:4180.'
    if (!/^[a-z0-9-]{1,40}$/.test(values.clinic))
      return '--clinic is a code of small letters, digits and dashes.'
    return { ...values, paths: positionals }
  } catch (error) {
    return (error as Error).message
  }
}

interface Run {
  server: ClinicServer
  clinic: string
  dryRun: boolean
  clock: Clock
  hybridClock: HybridClock
}

/** What stands on the server of this Bundle: its documents, and later versions of its visits. */
async function standing(server: ClinicServer, ids: readonly string[]) {
  const found = await server.existing(ids)
  let newest = [...found.values()]
  while (newest.length > 0) {
    const next = newest.flatMap(({ document }) =>
      typeof document === 'object' && document.type === 'visit' ? [nextVersionId(document)] : [],
    )
    const later = next.length > 0 ? await server.existing(next) : new Map<string, never>()
    for (const [id, stored] of later) found.set(id, stored)
    newest = [...later.values()]
  }
  return found
}

/** Imports one file: one patient, in one write. Nothing of a file with a broken place or an invalid patient comes. */
async function importFile(file: string, run: Run, onBytes: (bytes: number) => void): Promise<FileReport> {
  const read = await readBundleFile(file, onBytes)
  if (!read.ok) return { file, failure: failureWords(read.error) }
  const mapping = mapBundle(read.value, {
    clinicId: run.clinic,
    author: importAuthor,
    createdAt: isoNow(run.clock),
    updatedAt: run.hybridClock.next(),
  })
  if (!mapping.ok) return { file, failure: refusalWords(mapping.error) }
  const { documents, entries, withdrawn, unresolved, unmappedFields, patientId } = mapping.value
  const stored = await standing(
    run.server,
    documents.map(({ id }) => id),
  )
  const plan = reconcile(documents, (id) => stored.get(id)?.document, withdrawn)
  const order = new Map(documents.map(({ id }, index) => [id, index]))
  const changes = [...plan.create, ...plan.update].sort(
    (a, b) => (order.get(a.id) ?? -1) - (order.get(b.id) ?? -1),
  )
  const refused =
    run.dryRun || changes.length === 0 ? [] : await run.server.write(changes, (id) => stored.get(id)?.rev)
  return {
    file,
    patientId,
    ...planCounts(plan),
    refused,
    ...countEntries(entries),
    unresolved,
    unmappedFields,
  }
}

/** @returns the exit code: 0 all done, 1 a file or the server refused something, 2 wrong arguments */
export async function importFhir(args: string[], clock: Clock = systemClock): Promise<number> {
  const read = readArguments(args)
  if (typeof read === 'string') {
    console.error(`${read}\n\n${usage}`)
    return 2
  }
  const files = await listFiles(read.paths)
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  const totalKb = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024)
  const password = read.password ?? process.env.LEKAR_PASSWORD ?? ''
  const server = new ClinicServer({ server: read.server, user: read.user, password, clinic: read.clinic })
  const station = `import${randomBytes(4).toString('hex')}`
  const hybridClock = createHybridClock(clock, station)
  const run: Run = { server, clinic: read.clinic, dryRun: read['dry-run'], clock, hybridClock }
  const reports: FileReport[] = []
  const progress = progressLine(`${run.dryRun ? 'Reading' : 'Importing'} ${files.length} file(s), KB`)
  let stopped: string | undefined
  let bytes = 0
  try {
    await server.signIn()
    for (const file of files) {
      const report = await importFile(file, run, (count) => {
        bytes += count
        progress.update(Math.min(totalKb, Math.ceil(bytes / 1024)), totalKb)
      })
      reports.push({ ...report, file: basename(file) })
    }
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error
    stopped = error.message
  }
  progress.end()
  if (reports.length > 0) console.log(describeReports(reports, run.dryRun))
  if (read.report !== undefined)
    await writeFile(
      read.report,
      `${JSON.stringify({ dryRun: run.dryRun, stopped, files: reports }, null, 2)}\n`,
    )
  if (stopped !== undefined)
    console.error(
      `\nStopped after ${reports.length} of ${files.length} files: ${stopped}.\nRun the same command again: what has come is not doubled.`,
    )
  const failed = reports.some(({ failure, refused = [] }) => failure !== undefined || refused.length > 0)
  return stopped !== undefined || failed ? 1 : 0
}
