import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { touched } from '#shared/domain/common/command-context.ts'
import { handOver, reopenItem, takeHandOverBack } from '#shared/domain/inbox/inbox.commands.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { rewritePrescription } from '#shared/domain/prescription/prescription.rewrite.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { rewriteVisit } from '#shared/domain/visit/visit.rewrite.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { currentDocument } from './use-inbox-actions.ts'
import { useUndoable } from './use-undoable.ts'

/** The ways out for a document that the server refused. Whatever is chosen, its body is never gone. */
export function useRefusalActions(item: InboxItem) {
  const { t } = useTranslation('inbox')
  const { data, context } = useWorkplace()
  const navigate = useNavigate()
  const host = useHost()
  const undoable = useUndoable()
  const about = { documentId: item.documentId, ...(item.patientId ? { patientId: item.patientId } : {}) }
  const body = async () => (await currentDocument(data, item)) ?? (item.local as ClinicDocument | undefined)

  /**
   * Keeps the body in the item, then takes the document off the queue, which closes the item. The item stays open until
   * then: a kill leaves something that can be finished. False where the server has a state of the document.
   */
  async function withdraw(document: ClinicDocument, cannot: string): Promise<boolean> {
    const kept = { ...touched(item, context), local: document as InboxItem['local'] }
    await data.saveAll([kept], [item])
    if (await data.sync.withdraw(document.id)) return true
    const { local: _, ...bare } = touched(kept, context)
    await data.saveAll([{ ...bare, ...(item.local && { local: item.local }) }], [kept])
    showToast(cannot)
    return false
  }

  /** As the item was before its document was withdrawn. */
  function reopened(closed: InboxItem): InboxItem {
    const { local: _, ...bare } = reopenItem(closed, context)
    return { ...bare, ...(item.local && { local: item.local }) }
  }

  /** The document is gone from here: a withdrawal that a kill broke off is brought to its end. */
  async function finish(): Promise<void> {
    if (!item.local || !(await data.sync.withdraw(item.documentId))) showToast(t('gone'))
  }

  async function takeBack(handed: InboxItem): Promise<void> {
    await data.saveAll([takeHandOverBack(handed, context)], [handed])
    showToast(t('refusal.takenBack'))
  }

  return {
    takeBack: () => takeBack(item),
    async resend(): Promise<void> {
      await data.sync.resend(item.documentId)
      showToast(t('resent'))
    },
    /** A signed record that never reached the server goes back into a draft, and the draft opens. */
    async rewrite(): Promise<void> {
      const document = await currentDocument(data, item)
      if (document?.type === 'visit') {
        const draft = rewriteVisit(document, context)
        await data.drafts.save(draft)
        if (!(await withdraw(document, t('refusal.cannotRewrite')))) return data.drafts.remove(draft.id)
        const params = { patientId: draft.patientId, visitId: draft.id }
        await navigate({ to: '/patients/$patientId/visits/$visitId/edit', params })
      } else if (document?.type === 'prescription') {
        const draft = rewritePrescription(document, context)
        // One prescription a patient is written at a time: the one that is begun is not typed over.
        if (await data.prescriptionDrafts.ofPatient(draft.patientId))
          return showToast(t('refusal.draftInTheWay'))
        await data.prescriptionDrafts.save(draft)
        if (!(await withdraw(document, t('refusal.cannotRewrite'))))
          return data.prescriptionDrafts.remove(draft.patientId)
        const params = { patientId: draft.patientId }
        await navigate({ to: '/patients/$patientId/prescriptions/new', params, search: {} })
      } else return finish()
      showToast(t('refusal.rewritten'))
    },
    /** Takes a record off this PC that the server never had; its body stays in the item. */
    async remove(): Promise<void> {
      const document = await currentDocument(data, item)
      if (!document) return finish()
      if (!(await withdraw(document, t('refusal.cannotRemove')))) return
      undoable(t('refusal.removed'), async () => {
        const closed = await data.inbox.get(item.id)
        await data.saveAll([document, ...(closed ? [reopened(closed)] : [])], closed ? [closed] : [])
      })
    },
    /** The record with the server's reason as a file. Its name says nothing of the patient. */
    async exportFile(): Promise<void> {
      const document = await body()
      if (!document) return showToast(t('gone'))
      const text = JSON.stringify({ reason: item.reason, document }, null, 2)
      const outcome = await host.saveFile(
        {
          suggestedName: `lekar-${item.documentType}-${minskDay(context.clock.now())}.json`,
          mediaType: 'application/json',
          bytes: new TextEncoder().encode(text),
        },
        about,
      )
      if (outcome === 'saved') showToast(t('refusal.exported'))
      if (outcome === 'failed') showToast(t('refusal.exportFailed'))
    },
    /** Resolves with why it was not done, in words. */
    async handOver(note: string): Promise<string | undefined> {
      const document = await body()
      if (!document) return t('gone')
      const handed = handOver(item, document, note, context)
      await data.saveAll([handed], [item])
      data.audit.record({ action: 'handed-over', ...about })
      undoable(t('refusal.handedOver'), () => takeBack(handed))
      return undefined
    },
  }
}
