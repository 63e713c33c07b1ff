import { useTranslation } from 'react-i18next'
import {
  type DocumentReferenceDraft,
  dayOfDocumentReference,
  describeDocumentReference,
  restoreDocumentReference,
  retractDocumentReference,
} from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { StoredFile } from '../../../data/controls/files-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { fileNameOf } from './file-name.ts'

/** What is done with a paper that is in the record. Always with the newest state of it. */
export function useFileCommands(reference: DocumentReference) {
  const { t } = useTranslation('files')
  const { t: common } = useTranslation()
  const errorText = useErrorText()
  const { data, context } = useWorkplace()
  const host = useHost()

  async function change(how: (now: DocumentReference) => DocumentReference): Promise<boolean> {
    try {
      const now = (await data.documentReferences.get(reference.id)) ?? reference
      await data.saveAll([how(now)], [now])
      return true
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { title, whatToDo } = errorText(error.code)
      showToast(`${title}. ${whatToDo}`, { durationMs: Number.POSITIVE_INFINITY })
      return false
    }
  }
  const restore = () => change((now) => restoreDocumentReference(now, context))

  return {
    async describe(draft: DocumentReferenceDraft): Promise<boolean> {
      const result = describeDocumentReference(reference, draft, context)
      if (!result.ok) return false
      return change((now) => {
        const next = describeDocumentReference(now, draft, context)
        return next.ok ? next.value : now
      })
    },
    restore,
    async retract(reason: string): Promise<boolean> {
      const isDone = await change((now) => retractDocumentReference(now, reason, context))
      if (isDone)
        showToast(t('retracted'), { action: { label: common('actions.undo'), run: () => void restore() } })
      return isDone
    },
    /** Leaves the workplace: the trace of access has it (traced host). */
    async saveAs({ bytes, type }: StoredFile): Promise<void> {
      const suggestedName = fileNameOf(reference.description, dayOfDocumentReference(reference), type)
      // A browser that opens it again must not take it for a page.
      const mediaType = /^(application\/pdf|image\/(jpeg|png))$/.test(type)
        ? type
        : 'application/octet-stream'
      const outcome = await host.saveFile(
        { suggestedName, mediaType, bytes },
        { patientId: reference.patientId, documentId: reference.id },
      )
      if (outcome === 'saved') showToast(t('savedAs', { name: suggestedName }))
      if (outcome === 'failed') showToast(t('notSaved'))
    },
  }
}
