import { fileDocumentId } from '#shared/contract/file-key.ts'
import type { WriteGuard } from '../store/store.ts'

const refuse = (code: string, text: string) => ({ error: 'forbidden' as const, reason: `${code}: ${text}` })

/**
 * A clinic's files are written once (rule A26): a chunk's name says what is in it, so nothing is ever changed, and a
 * record of years ago finds its paper. The server sees ciphers alone.
 */
export const fileWriteGuard: WriteGuard = (next, previous) => {
  if (!fileDocumentId.test(next.id)) return refuse('file.name', 'Это не файл клиники')
  if (next.deleted || (previous && !previous.deleted && previous.body !== next.body))
    return refuse('file.written-once', 'Сохранённый файл нельзя изменить или удалить')
  return undefined
}
