import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type DocumentReferenceDraft,
  documentReferenceProblems,
} from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { DescriptionFields } from './description-fields.tsx'

/** Other words for a paper. */
export function DescribeDialog(props: {
  reference: DocumentReference
  onDescribe(draft: DocumentReferenceDraft): Promise<boolean>
  onClose(): void
}) {
  const { description, kind, date } = props.reference
  const { t } = useTranslation('files')
  const { t: common } = useTranslation()
  const { context } = useWorkplace()
  const [draft, setDraft] = useState<DocumentReferenceDraft>({ description, kind, date })
  const problems = documentReferenceProblems(draft, context.clock.now())
  return (
    <FormDialog
      title={t('describe.title')}
      confirm={common('actions.save')}
      disabled={problems.length > 0}
      wide
      onSubmit={async () => {
        if (await props.onDescribe(draft)) props.onClose()
      }}
      onClose={props.onClose}
    >
      <DescriptionFields
        draft={draft}
        problems={problems}
        autoFocus
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
      />
    </FormDialog>
  )
}
