import { rename, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Clock, systemClock } from '#shared/kit/clock.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { type Pack, type PackKind, packKinds } from '#shared/reference/pack.schema.ts'
import { progressLine } from '../../launch/progress-line.ts'
import { ImportFileError } from './import-file-error.ts'
import { type RowReport, readPackFile } from './read-pack-file.ts'
import { PackNotSentError, sendPack } from './send-pack.ts'

export const usage = `npm run import -- classifier FILE [options]

  --kind icd-10|inn|districts   what the file is, when its head line leaves a doubt
  --pack-version TEXT           version of the classifier (default: today)
  --valid-from YYYY-MM-DD       the day from which it counts (default: today)
  --server URL --user NAME --password TEXT
                                stores the pack on the server (an administrator's account;
                                the password may also stand in LEKAR_PASSWORD)
  --out FILE                    writes the pack as JSON instead`

/** @returns the exit code: 0 done, 1 the file or the server refused, 2 wrong arguments */
export async function importClassifiers(args: string[], clock: Clock = systemClock): Promise<number> {
  const read = readArguments(args)
  if (typeof read === 'string') {
    console.error(`${read}\n\n${usage}`)
    return 2
  }
  const { file, values } = read
  const today = minskDay(clock.now())
  try {
    const progress = progressLine(`Reading ${file}`)
    const { pack, report } = await readPackFile(file, {
      ...(values.kind ? { kind: values.kind as PackKind } : {}),
      version: values['pack-version'] ?? today,
      validFrom: values['valid-from'] ?? today,
      onProgress: progress.update,
    })
    progress.end()
    console.log(describeReport(pack, report))
    if (values.out !== undefined) await writePack(values.out, pack)
    if (values.server !== undefined) {
      await sendPack(pack, {
        server: values.server,
        user: values.user ?? '',
        password: values.password ?? process.env.LEKAR_PASSWORD ?? '',
      })
      console.log(`Stored on ${values.server}; stations fetch it when they next have contact.`)
    }
    return 0
  } catch (error) {
    if (!isExpected(error)) throw error
    console.error(`${file}: ${error.message}\nNothing has been changed.`)
    return 1
  }
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        'pack-version': { type: 'string' },
        'valid-from': { type: 'string' },
        server: { type: 'string' },
        user: { type: 'string' },
        password: { type: 'string' },
        out: { type: 'string' },
      },
    })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) return 'Name one file.'
    if (values.kind !== undefined && !packKinds.includes(values.kind as PackKind)) {
      return `--kind is one of ${packKinds.join(', ')}.`
    }
    if (values.out === undefined && values.server === undefined) return 'Say --server or --out.'
    if (values.server !== undefined && !URL.canParse(values.server))
      return '--server is an address like http://host:4180.'
    return { file, values }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The counts a person checks against the source. */
export function describeReport(pack: Pack, report: RowReport): string {
  const counts = (entries: ReadonlyMap<string, number>) =>
    [...entries].map(([what, count]) => `  ${count} ${what}`)
  return [
    `${pack.title} (${pack.kind}), version ${pack.version}, valid from ${pack.validFrom}`,
    `${report.read} rows read, ${report.taken} taken`,
    ...counts(report.groups),
    ...(report.leftOut.size > 0 ? ['left out:', ...counts(report.leftOut)] : []),
  ].join('\n')
}

/** The old file stays until the new one is whole. */
async function writePack(path: string, pack: Pack): Promise<void> {
  const partial = `${path}.partial`
  await writeFile(partial, JSON.stringify(pack))
  await rename(partial, path)
  console.log(`Written to ${path}`)
}

const isExpected = (error: unknown): error is Error =>
  error instanceof ImportFileError ||
  error instanceof PackNotSentError ||
  (error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z]+$/.test(error.code))
