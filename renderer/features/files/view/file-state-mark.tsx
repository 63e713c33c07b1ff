import ErrorOutlined from '@mui/icons-material/ErrorOutlined'
import LaptopMac from '@mui/icons-material/LaptopMacOutlined'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { DocumentState } from '../../../data/controls/sync-control.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { DocumentStateMark } from '../../sync/index.ts'

/** Where a paper is: its words as every document, its content by itself, which goes after the records. */
export function FileStateMark(props: { reference: DocumentReference; state: DocumentState | undefined }) {
  const { t } = useTranslation('files')
  const { data } = useWorkplace()
  const waiting = useLive(useMemo(() => data.files.waiting, [data]))
  const sending = waiting?.get(props.reference.content.fileId)
  if (props.state?.kind === 'refused' || !sending) return <DocumentStateMark state={props.state} />
  const { refused, lost } = sending
  if (refused !== undefined || lost)
    return (
      <StatusChip
        tone="danger"
        icon={<ErrorOutlined />}
        label={t(lost ? 'unread.damaged.title' : 'refusedByServer')}
        title={t(lost ? 'unread.damaged.text' : 'refusedText')}
      />
    )
  const percent = Math.floor((sending.sent / sending.total) * 100)
  return (
    <StatusChip
      tone="attention"
      icon={<LaptopMac />}
      label={percent === 0 ? t('onlyHere') : t('sending', { percent })}
      title={t('onlyHereText')}
    />
  )
}
