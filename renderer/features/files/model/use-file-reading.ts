import { useEffect, useState } from 'react'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { StoredFile } from '../../../data/controls/files-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'

export type FileReadingState =
  | { kind: 'reading'; done?: number }
  | { kind: 'read'; file: StoredFile }
  | { kind: 'no-link' | 'not-sent-yet' | 'no-key' | 'damaged' }
  /** The disk of this PC, not the file. */
  | { kind: 'failed'; code: ErrorCode }

type About = Pick<DocumentReference, 'patientId'> & { fileId: string | undefined; tries?: number }

/** A file, from this PC or from the server; goes on where a try was cut off. */
export function useFileReading({ patientId, fileId, tries = 0 }: About): FileReadingState {
  const { data } = useWorkplace()
  const [state, setState] = useState<FileReadingState>({ kind: 'reading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try reads again
  useEffect(() => {
    if (fileId === undefined) return
    const stopped = new AbortController()
    const { signal } = stopped
    const show = (next: FileReadingState) => !signal.aborted && setState(next)
    show({ kind: 'reading' })
    data.files
      .read(patientId, fileId, { signal, onProgress: (done) => show({ kind: 'reading', done }) })
      .then(show, (error: unknown) => {
        if (signal.aborted) return
        if (!(error instanceof AppError)) throw error
        show(error.code === 'storage.damaged' ? { kind: 'damaged' } : { kind: 'failed', code: error.code })
      })
    return () => stopped.abort()
  }, [data, patientId, fileId, tries])
  return state
}

/** The address of a picture for `img`; pictures alone get one, whatever a record says that it holds. */
export function usePictureAddress(file: StoredFile | undefined): string | undefined {
  const [address, setAddress] = useState<string | undefined>()
  useEffect(() => {
    if (!file || !/^image\/(jpeg|png)$/.test(file.type)) return
    const made = URL.createObjectURL(new Blob([file.bytes.slice()], { type: file.type }))
    setAddress(made)
    return () => {
      URL.revokeObjectURL(made)
      setAddress(undefined)
    }
  }, [file])
  return address
}
