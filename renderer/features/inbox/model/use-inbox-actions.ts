import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldChoice } from '#shared/domain/inbox/conflict-choice.ts'
import { reopenItem, resolveItem } from '#shared/domain/inbox/inbox.commands.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { retractEdited, settleConflict, undoSettlement } from '#shared/domain/inbox/settlement.commands.ts'
import { type ClinicDocument, collectionOfType } from '#shared/domain/registry.ts'
import type { Repository } from '../../../data/controls/repository.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { useUndoable } from './use-undoable.ts'

/** The document an item is about, as it stands now. */
export async function currentDocument(
  data: WorkplaceData,
  item: InboxItem,
): Promise<ClinicDocument | undefined> {
  const collection = collectionOfType(item.documentType)
  if (!collection) return undefined
  return (data[collection] as Repository<ClinicDocument>).get(item.documentId)
}

/** The same, live; undefined where there is none and until it is known. */
export function useCurrentDocument(item: InboxItem): ClinicDocument | undefined {
  const { data } = useWorkplace()
  const collection = collectionOfType(item.documentType)
  const { documentId } = item
  return useLive(
    useMemo(
      () => collection && (data[collection] as Repository<ClinicDocument>).watch(documentId),
      [data, collection, documentId],
    ),
  )
}

/** What a person can do with an item. Every resolution can be taken back from its toast. */
export function useInboxActions() {
  const { t } = useTranslation('inbox')
  const { data, context } = useWorkplace()
  const undoable = useUndoable()

  /** Opens a resolved item again; what a settlement put into the document goes back, where nobody changed it since. */
  async function takeBack(item: InboxItem): Promise<void> {
    const current = item.resolution?.fields ? await currentDocument(data, item) : undefined
    const undone = current && undoSettlement(item, current, context)
    if (!current || !undone?.ok) return data.saveAll([reopenItem(item, context)], [item])
    await data.saveAll([undone.value.document, undone.value.item], [current, item])
    if (undone.value.kept.length > 0) showToast(t('undoneInPart'))
  }

  async function resolve(item: InboxItem, choice: string, said: string): Promise<void> {
    const resolved = resolveItem(item, choice, context)
    await data.saveAll([resolved], [item])
    undoable(said, () => takeBack(resolved))
  }

  return {
    takeBack,
    /** Undefined when done, else the path of the field that would make the document invalid. */
    async settle(
      item: InboxItem,
      choices: Readonly<Record<string, FieldChoice>>,
    ): Promise<string | undefined> {
      const before = await currentDocument(data, item)
      if (!before) return ''
      const settled = settleConflict(item, before, choices, context)
      if (!settled.ok) return settled.error.path
      await data.saveAll([settled.value.document, settled.value.item], [before, item])
      undoable(t('settled'), () => takeBack(settled.value.item))
      return undefined
    },
    async markSeen(item: InboxItem): Promise<void> {
      await resolve(item, 'seen', t('seen'))
    },
    /** One PC deleted what another one edited: the edited record stays. */
    async keepEdited(item: InboxItem): Promise<void> {
      await resolve(item, 'kept', t('kept'))
    },
    /** The same, but it should not have been written at all. */
    async retract(item: InboxItem): Promise<void> {
      const current = await currentDocument(data, item)
      const done = current && retractEdited(item, current, context)
      if (!current || !done) return showToast(t('gone'))
      await data.saveAll([done.document, done.item], [current, item])
      undoable(t('retracted'), () => takeBack(done.item))
    },
  }
}
