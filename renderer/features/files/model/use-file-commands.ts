import { useTranslation } from 'react-i18next'
import {
  type DocumentReferenceDraft,
  dayOfDocumentReference,
  describeDocumentReference,
  restoreDocumentReference,
  retractDocumentReference,
} from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { StoredFile } from '../../../data/controls/files-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'
import { useWhyNot } from '../../../i18n/use-why-not.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { fileNameOf } from './file-name.ts'

/** What is done with a paper that is in the record. Always with the newest state of it. */
export function useFileCommands(reference: DocumentReference) {
  const { t } = useTranslation('files')
  const { t: common } = useTranslation()
  const whyNot = useWhyNot()
  const { data, context } = useWorkplace()
  const host = useHost()

  /** Resolves with why it was not done, in words. */
  const changeOrSay = (how: (now: DocumentReference) => DocumentReference) =>
    whyNot(async () => {
      const now = (await data.documentReferences.get(reference.id)) ?? reference
      await data.saveAll([how(now)], [now])
      return []
    })
  async function change(how: (now: DocumentReference) => DocumentReference): Promise<boolean> {
    const problem = await changeOrSay(how)
    if (problem !== undefined) showToast(problem, { durationMs: Number.POSITIVE_INFINITY })
    return problem === undefined
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
    async retract(reason: string): Promise<string | undefined> {
      const problem = await changeOrSay((now) => retractDocumentReference(now, reason, context))
      if (problem === undefined)
        showToast(t('retracted'), { action: { label: common('actions.undo'), run: () => void restore() } })
      return problem
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
