import { Stack } from '@mui/material'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { Section } from '../../../ui/section.tsx'
import { useDocumentWord } from '../model/use-document-word.ts'
import { usePatientName } from '../model/use-patient-name.ts'
import { ConflictDetail } from './conflict-detail.tsx'
import { NoticeDetail } from './notice-detail.tsx'
import { RefusalDetail } from './refusal-detail.tsx'
import { ResolvedDetail } from './resolved-detail.tsx'

const details = { conflict: ConflictDetail, refusal: RefusalDetail, notice: NoticeDetail } as const

/** One item: what happened, both sides or the reason, what can be done. */
export function InboxDetail({ item }: { item: InboxItem }) {
  const word = useDocumentWord()
  const name = usePatientName(item.patientId)
  const Detail = item.status === 'resolved' ? ResolvedDetail : details[item.kind]
  return (
    <Section title={[word(item.documentType), name].filter(Boolean).join(': ')}>
      <Stack spacing={1.5}>
        <Detail item={item} />
      </Stack>
    </Section>
  )
}
