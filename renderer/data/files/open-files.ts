import { filesSuffix } from '#shared/contract/file-key.ts'
import { caresForPatients } from '#shared/domain/access/index.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { isoNow, systemClock } from '#shared/kit/clock.ts'
import { createOneAtATime } from '../audit/one-at-a-time.ts'
import { createBreath } from '../breathe.ts'
import type { FilesControl } from '../controls/files-control.ts'
import type { SyncControl, SyncStatus } from '../controls/sync-control.ts'
import type { OpenOptions } from '../options.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import { createCarriedFiles, partsOfFile } from './carried-files.ts'
import { createFileKeyPlace } from './file-key-place.ts'
import { createFileLine } from './file-line.ts'
import { type StoredFile, sealFile } from './file-parts.ts'
import { readFile } from './file-reader.ts'
import { createFileSender } from './file-sender.ts'
import type { PartDatabase } from './part-database.ts'
import { createWaitingFiles } from './waiting-files.ts'

/** The first look for files to send, after what a person waits for at the start; and how often again. */
const firstMs = 5000
/** What waits here is counted before, with a link or without. */
const countedMs = 1500
const againMs = 30_000
/** How long somebody waits for the first key. */
const keyPatienceMs = 8000
const epochKey = 'files/epoch'

/**
 * Files of patients: kept here sealed, sent after the records, fetched when somebody opens them. Their database is opened
 * when it is first needed; where there is none (no IndexedDB) nothing is kept.
 */
export function openFiles({ rxdb, local }: OpenDatabase, options: OpenOptions, sync: SyncControl) {
  const clock = options.clock ?? systemClock
  const { author } = options.context
  const stopping = new AbortController()
  const { signal } = stopping
  const database = `${options.database}${filesSuffix}`
  const name = `lekar-files-${rxdb.name}`
  const line = createFileLine(options.baseUrl ?? '', database, {
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    clock,
    onContact: () => undefined,
    ...(options.hasNetwork ? { hasNetwork: options.hasNetwork } : {}),
  })
  const keyPlace = createFileKeyPlace(local, line, clock)
  const oneAtATime = createOneAtATime(options.multiInstance === false ? undefined : navigator.locks)
  const isPossible = globalThis.indexedDB !== undefined && caresForPatients(author.role)
  const channel = isPossible && rxdb.multiInstance ? new BroadcastChannel(name) : undefined

  let opened: Promise<PartDatabase> | undefined
  const parts = (): Promise<PartDatabase> => {
    opened ??= import('./part-database.ts').then(({ openPartDatabase }) => openPartDatabase(name))
    return opened
  }

  const waiting = createWaitingFiles(parts, clock, channel)
  const count = () => void waiting.recount().catch(ignoreLine)
  channel?.addEventListener('message', count)

  /** Files go after records: nothing is on its way, and nothing waits. */
  const whenQuiet = (until: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      let stop = (): void => undefined
      const end = () => {
        queueMicrotask(() => stop())
        until.removeEventListener('abort', aborted)
      }
      const aborted = () => {
        end()
        reject(until.reason)
      }
      until.addEventListener('abort', aborted)
      stop = sync.status.subscribe((status) => {
        if (!isQuiet(status)) return
        end()
        resolve()
      })
      if (until.aborted) aborted()
    })

  /** After a restore of the server everything that is here is offered once more: what it lost comes back. */
  async function offerAgain(store: PartDatabase): Promise<void> {
    const epoch = await line.epoch(signal)
    const known = local.get<{ epoch: string }>(epochKey)?.epoch
    if (known === epoch) return
    if (known !== undefined) {
      const seal = await keyPlace.seal()
      for (const fileId of await store.files()) {
        const whole = await partsOfFile(store, seal, fileId)
        if (!whole) continue
        const { ids, patientId } = whole
        await store.markUnsent({ fileId, parts: ids, since: isoNow(clock), patientId })
      }
      await waiting.changed()
    }
    await local.put(epochKey, { epoch })
  }

  async function work(): Promise<void> {
    await whenQuiet(signal)
    const isFirstLook = await keyPlace.keepFresh(signal)
    await waiting.recount()
    const store = await parts()
    // Each question is a round trip of a slow line: where nothing waits, a quarter of an hour is soon enough.
    if (isFirstLook || waiting.live.get().size > 0) await offerAgain(store)
    if (waiting.live.get().size === 0) return
    const sender = createFileSender({
      database: store,
      line,
      whenQuiet,
      signal,
      onProgress: waiting.progress,
      mayTry: waiting.mayTry,
    })
    await sender.sendAll()
  }
  let running: Promise<void> | undefined
  let wanted = false
  /** One window at a time sends; what fails is tried again in its turn. */
  const run = (): void => {
    if (!isPossible || signal.aborted) return
    wanted = running !== undefined
    running ??= oneAtATime(`${name}/send`, work)
      .catch(ignoreLine)
      .finally(() => {
        running = undefined
        if (wanted) run()
      })
  }
  function ignoreLine(cause: unknown): void {
    if (!signal.aborted && !(cause instanceof AppError)) throw cause
  }
  const counted = setTimeout(() => isPossible && count(), countedMs)
  const first = setTimeout(run, firstMs)
  const turns = setInterval(run, againMs)

  /** The seal, with the key asked for where this PC has none; undefined without a link. */
  async function sealNow() {
    const kept = await keyPlace.seal()
    return kept || !isPossible ? kept : sealAsked()
  }
  async function sealAsked() {
    await keyPlace.ask(AbortSignal.any([signal, AbortSignal.timeout(keyPatienceMs)])).catch(ignoreLine)
    return keyPlace.seal()
  }

  const control: FilesControl = {
    waiting: waiting.live,
    async readiness() {
      if (!isPossible) return 'not-here'
      return (await sealNow()) ? 'ready' : 'no-key'
    },
    async room() {
      const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
      return quota === undefined || usage === undefined ? undefined : quota - usage
    },
    async keep(patientId, file: StoredFile, { isPreview = false } = {}) {
      const seal = await keyPlace.seal()
      if (!seal) throw new AppError('storage.unavailable', { detail: 'no key for files' })
      const sealed = await sealFile(seal, { patientId, authorId: author.id }, file, createBreath())
      const fileId = sealed.at(-1)!._id
      const ids = sealed.map(({ _id }) => _id)
      const unsent = { fileId, parts: ids, since: isoNow(clock), patientId, isPreview }
      await (await parts()).put(sealed, unsent)
      await waiting.changed()
      run()
      return fileId
    },
    retryNow() {
      waiting.forgetRefusals()
      run()
    },
    async here(fileIds) {
      return isPossible ? (await parts()).present(fileIds) : new Set()
    },
    async read(patientId, fileId, { onProgress, onlyHere, signal: until } = {}) {
      const seal = isPossible ? await sealNow() : undefined
      if (!seal) return { kind: 'no-key' }
      const options = {
        onProgress,
        onlyHere: onlyHere ?? false,
        signal: until ? AbortSignal.any([signal, until]) : signal,
      }
      const about = { patientId, fileId }
      const reading = await readFile({ database: await parts(), line, seal }, about, options)
      if (reading.kind !== 'no-key' || options.onlyHere) return reading
      // Sealed with a key that was made after this PC asked last.
      const asked = await sealAsked()
      return asked && asked !== seal
        ? readFile({ database: await parts(), line, seal: asked }, about, options)
        : reading
    },
  }
  // Also in the session of somebody who sees no files: a shared PC carries them for the others.
  const carried =
    globalThis.indexedDB === undefined
      ? undefined
      : createCarriedFiles({
          database: parts,
          seal: keyPlace.seal,
          now: () => isoNow(clock),
          async changed() {
            await waiting.changed()
            run()
          },
        })
  return {
    control,
    /** Files that wait here to be sent, whoever added them and whoever works now. */
    unsent: async (): Promise<ReadonlySet<string>> => new Set((await carried?.unsent())?.keys()),
    /** Undefined where no files are kept. */
    carried,
    async close() {
      clearTimeout(counted)
      clearTimeout(first)
      clearInterval(turns)
      stopping.abort()
      await running?.catch(() => undefined)
      channel?.close()
      await (await opened)?.close()
    },
  }
}

const isQuiet = ({ phase, onlyHere, refused }: SyncStatus): boolean =>
  phase === 'idle' && onlyHere - refused <= 0
