import { useTranslation } from 'react-i18next'
import {
  type DocumentReferenceDraft,
  documentReferenceProblems,
} from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { KeptFormDialog, useKeptForm } from '../../kept-forms/index.ts'
import { DescriptionFields } from './description-fields.tsx'

/** Where the dialog is kept while it is typed. */
export const placeOfFileWords = ({ patientId, id }: DocumentReference): string =>
  `file-words/${patientId}/${id}`

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
  const {
    value: draft,
    set,
    keeping,
  } = useKeptForm<DocumentReferenceDraft>(
    placeOfFileWords(props.reference),
    { description, kind, date },
    { follows: true },
  )
  const problems = documentReferenceProblems(draft, context.clock.now())
  return (
    <KeptFormDialog
      keeping={keeping}
      title={t('describe.title')}
      confirm={common('actions.save')}
      disabled={problems.length > 0}
      wide
      onSubmit={async () => {
        if (!(await props.onDescribe(draft))) return
        await keeping.forget()
        props.onClose()
      }}
      onClose={props.onClose}
    >
      <DescriptionFields draft={draft} problems={problems} autoFocus onChange={set} />
    </KeptFormDialog>
  )
}
