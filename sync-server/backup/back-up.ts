import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError } from '#shared/errors/app-error.ts'
import { type Clock, isoNow } from '#shared/kit/clock.ts'
import { bytesOf, copyDatabase } from '../store/sqlite/copy-database.ts'

interface BackUpOptions {
  /** The data folder of a server, running or not. */
  from: string
  /** A folder that does not exist yet, or is empty. */
  to: string
  clock: Clock
  version: string
}

export interface BackUpReport {
  version: string
  startedAt: string
  finishedAt: string
  files: { file: string; bytes: number }[]
}

/** What holds a file for each database, and for the trace of access of each clinic. */
const folders = ['databases', 'audit']

/**
 * Backs a data folder up while its server works. Every write that was acknowledged before the call is in it. The folder
 * gets its name when all of it is checked and on disk: one that is there is whole.
 */
export async function backUp({ from, to, clock, version }: BackUpOptions): Promise<BackUpReport> {
  const startedAt = isoNow(clock)
  const target = resolve(to)
  const building = `${target}.building`
  await checkPlaces(from, target)
  await rm(building, { recursive: true, force: true })
  for (const folder of folders) await mkdir(join(building, folder), { recursive: true, mode: 0o700 })

  const files: BackUpReport['files'] = []
  const copy = async (file: string): Promise<void> => {
    if (await copyDatabase(join(from, file), join(building, file)))
      files.push({ file, bytes: await bytesOf(join(building, file)) })
  }
  // Packs before and after the records that name them: one that is replaced in between is there under either name.
  await copyPacks(from, building)
  await copy('server.sqlite')
  await copyPacks(from, building)
  for (const folder of folders)
    for (const name of await names(join(from, folder)))
      if (name.endsWith('.sqlite')) await copy(join(folder, name))

  const report = { version, startedAt, finishedAt: isoNow(clock), files }
  await writeFile(join(building, 'backup.json'), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
  for (const folder of [...folders, 'reference', '.']) await syncFolder(join(building, folder))
  await rm(target, { recursive: true, force: true })
  await rename(building, target)
  await syncFolder(join(target, '..'))
  return report
}

async function checkPlaces(from: string, target: string): Promise<void> {
  if (!existsSync(join(from, 'server.sqlite')))
    throw new AppError('settings.wrong', { detail: `no data of a server in ${resolve(from)}` })
  if ((await names(target)).length > 0)
    throw new AppError('settings.wrong', { detail: `${target} is not empty` })
}

const names = async (folder: string): Promise<string[]> => (existsSync(folder) ? await readdir(folder) : [])

async function copyPacks(from: string, building: string): Promise<void> {
  await mkdir(join(building, 'reference'), { recursive: true, mode: 0o700 })
  for (const name of await names(join(from, 'reference'))) {
    const place = join(building, 'reference', name)
    if (name.endsWith('.building') || existsSync(place)) continue
    // A pack that is replaced at this moment is gone; the records name another one then.
    await copyFile(join(from, 'reference', name), place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  for (const name of await names(join(building, 'reference'))) {
    const file = await open(join(building, 'reference', name), 'r+')
    await file.sync()
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().catch(() => undefined)
  await folder.close()
}
