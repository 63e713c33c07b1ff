import { useEffect, useRef, useState } from 'react'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { BundleRefusal } from '#shared/fhir/outcome.ts'
import { createBreath } from '../../../data/breathe.ts'
import type { LiveQuery } from '../../../data/controls/live-query.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import { type FileSummary, type Prepared, prepareFile } from './prepare-file.ts'
import type { ReadFailure } from './read-bundle.ts'

export interface FileRow {
  file: File
  state: 'waiting' | 'ready' | 'failed' | 'done' | 'unsaved'
  summary?: FileSummary
  failure?: ReadFailure | BundleRefusal
}

export interface ImportState {
  phase: 'choose' | 'checking' | 'checked' | 'importing' | 'finished' | 'stopped'
  rows: FileRow[]
  doneBytes: number
  totalBytes: number
  doneFiles: number
}

const idle: ImportState = { phase: 'choose', rows: [], doneBytes: 0, totalBytes: 0, doneFiles: 0 }

const firstOf = <T>(query: LiveQuery<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const end = query.subscribe((value) => {
      resolve(value)
      queueMicrotask(() => end())
    }, reject)
  })

/** Slices keep one transaction short; the patient, the last one, makes the record visible. */
const sliceSize = 300

async function save(
  data: WorkplaceData,
  { changes, madeFrom }: Extract<Prepared, { ok: true }>,
): Promise<void> {
  for (let from = 0; from < changes.length; from += sliceSize)
    await data.saveAll(changes.slice(from, from + sliceSize), madeFrom)
}

/** The import of chosen files: first a check that changes nothing, then patient after patient, stopped between two. */
export function useImport() {
  const { data, context } = useWorkplace()
  const [state, setState] = useState<ImportState>(idle)
  const abort = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => abort.current?.abort(), [])

  async function run(given: readonly FileRow[], importing: boolean): Promise<void> {
    const controller = new AbortController()
    abort.current?.abort()
    abort.current = controller
    const { signal } = controller
    // A file that cannot be taken stays in the list with its reason.
    const rows = given.map((row): FileRow => (row.state === 'failed' ? row : { ...row, state: 'waiting' }))
    const totalBytes = rows.reduce((sum, { file, state: old }) => sum + (old === 'failed' ? 0 : file.size), 0)
    let doneBytes = 0
    let shownMs = 0
    let finished = 0
    const show = (phase: ImportState['phase']) => {
      shownMs = performance.now()
      setState({ phase, rows: [...rows], doneBytes, totalBytes, doneFiles: finished })
    }
    const working = importing ? 'importing' : 'checking'
    show(working)
    const patients: readonly Patient[] = await firstOf(data.patients.watchAll())
    const tools = { data, context, patients, breathe: createBreath(), signal }
    try {
      for (const [index, { file, state: before }] of rows.entries()) {
        signal.throwIfAborted()
        if (before === 'failed') {
          finished += 1
          continue
        }
        const prepared = await prepareFile(file, tools, (bytes) => {
          doneBytes += bytes
          if (performance.now() - shownMs > 100) show(working)
        })
        // Past this point a patient is written whole: cancelling waits for the next one.
        signal.throwIfAborted()
        if (prepared.ok && importing) await save(data, prepared)
        rows[index] = prepared.ok
          ? { file, state: importing ? 'done' : 'ready', summary: prepared.summary }
          : { file, state: 'failed', failure: prepared.error }
        finished += 1
        if (performance.now() - shownMs > 100) show(working)
      }
      show(importing ? 'finished' : 'checked')
    } catch (error) {
      if (!signal.aborted) {
        const index = rows.findIndex(({ state: rowState }) => rowState === 'waiting')
        if (index >= 0) rows[index] = { file: rows[index]!.file, state: 'unsaved' }
        show('stopped')
        throw error
      }
      if (abort.current === controller) show('stopped')
    }
  }

  return {
    state,
    /** Reads the files and says what would come. */
    check: (files: readonly File[]) =>
      run(
        files.map((file) => ({ file, state: 'waiting' })),
        false,
      ),
    /** Imports the files that can be imported. */
    start: () => run(state.rows, true),
    /** Stops after the patient that is being written. */
    cancel: () => abort.current?.abort(),
    reset: () => {
      abort.current?.abort()
      abort.current = undefined
      setState(idle)
    },
  }
}
