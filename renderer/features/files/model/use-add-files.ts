import { useRef, useState } from 'react'
import {
  addDocumentReference,
  type DocumentReferenceDraft,
  documentReferenceProblems,
} from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import { titleOfFileName } from './file-name.ts'
import { type PreparedFile, prepareFile } from './prepare-file.ts'
import type { FileRefusal } from './recognise-file.ts'

/** A file that somebody wants to add, until it is kept. */
export interface PickedFile {
  key: number
  source: File
  draft: DocumentReferenceDraft
  /** A picture is kept as it came, however large. */
  asItIs: boolean
  state:
    | { kind: 'preparing' }
    | { kind: 'ready'; prepared: PreparedFile }
    | { kind: 'refused'; refusal: FileRefusal }
}

const kindByType = (type: string): string => (type === 'application/pdf' ? 'discharge-summary' : 'photo')

/** Files on their way into a record: looked at, named, then kept one after the other. */
export function useAddFiles(about: { patientId: string; visitId?: string | undefined }) {
  const { data, context } = useWorkplace()
  const [files, setFiles] = useState<PickedFile[]>([])
  const [done, setDone] = useState<number | undefined>()
  const [failure, setFailure] = useState<ErrorCode | undefined>()
  const lastKey = useRef(0)
  const change = (key: number, how: (file: PickedFile) => PickedFile) =>
    setFiles((all) => all.map((file) => (file.key === key ? how(file) : file)))

  /** One at a time: several photos unpacked at once are more than a small PC holds. */
  const preparing = useRef(Promise.resolve())
  function prepare(key: number, source: File, asItIs: boolean): void {
    preparing.current = preparing.current.then(async () => {
      // A stick that was pulled out must hold up no other file.
      const prepared = await prepareFile(source, await data.files.room(), asItIs).catch(
        () => ({ refusal: 'not-read' }) as const,
      )
      change(key, (file) => ({
        ...file,
        draft:
          'refusal' in prepared || file.draft.kind !== ''
            ? file.draft
            : { ...file.draft, kind: kindByType(prepared.type) },
        state: 'refusal' in prepared ? { kind: 'refused', ...prepared } : { kind: 'ready', prepared },
      }))
    })
  }

  function pick(sources: readonly File[]): void {
    const picked = sources.map((source): PickedFile => {
      lastKey.current += 1
      const draft = { description: titleOfFileName(source.name), kind: '' }
      return { key: lastKey.current, source, draft, asItIs: false, state: { kind: 'preparing' } }
    })
    setFailure(undefined)
    setFiles((all) => [...all, ...picked])
    for (const { key, source } of picked) prepare(key, source, false)
  }

  /** Keeps what is ready; what could not be kept stays here. @returns how many were */
  async function save(): Promise<number> {
    const ready = files.flatMap((file) => (file.state.kind === 'ready' ? [{ file, ...file.state }] : []))
    setFailure(undefined)
    let kept = 0
    for (const { file, prepared } of ready) {
      setDone(kept)
      try {
        const content = await keepContent(data, about.patientId, prepared)
        const result = addDocumentReference(about, file.draft, content, context)
        if (!result.ok) break
        await data.documentReferences.save(result.value)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        setFailure(error.code)
        break
      }
      kept += 1
      setFiles((all) => all.filter(({ key }) => key !== file.key))
    }
    setDone(undefined)
    return kept
  }

  const problemsOf = (file: PickedFile) => documentReferenceProblems(file.draft, context.clock.now())
  const ready = files.filter(({ state }) => state.kind === 'ready')
  return {
    files,
    pick,
    save,
    /** How many are kept while they are being kept. */
    done,
    failure,
    problemsOf,
    readyCount: ready.length,
    /** What was refused is nothing to lose; what is still looked at is. */
    wouldBeLost: files.filter(({ state }) => state.kind !== 'refused').length,
    canSave:
      done === undefined &&
      ready.length > 0 &&
      files.every(({ state }) => state.kind !== 'preparing') &&
      ready.every((file) => problemsOf(file).length === 0),
    describe: (key: number, draft: Partial<DocumentReferenceDraft>) =>
      change(key, (file) => ({ ...file, draft: { ...file.draft, ...draft } })),
    keepAsItIs(key: number, asItIs: boolean) {
      const file = files.find((each) => each.key === key)
      if (!file) return
      change(key, (each) => ({ ...each, asItIs, state: { kind: 'preparing' } }))
      prepare(key, file.source, asItIs)
    },
    leaveOut: (key: number) => setFiles((all) => all.filter((file) => file.key !== key)),
    clear: () => setFiles([]),
  }
}

/** The small picture first: it is what others see of the file until somebody opens it. */
async function keepContent(
  { files }: WorkplaceData,
  patientId: string,
  { type, bytes, originalSize, thumbnail }: PreparedFile,
): Promise<DocumentReference['content']> {
  const thumbnailId =
    thumbnail && (await files.keep(patientId, { type: 'image/jpeg', bytes: thumbnail }, { isPreview: true }))
  const fileId = await files.keep(patientId, { type, bytes })
  return {
    contentType: type,
    size: bytes.length,
    fileId,
    ...(thumbnailId === undefined ? {} : { thumbnailId }),
    ...(originalSize === undefined ? {} : { originalSize }),
  }
}
