import { useTranslation } from 'react-i18next'
import { useRetention } from '../model/use-retention.ts'
import { RetentionList } from './retention-list.tsx'
import { ServerDataFrame } from './server-data-frame.tsx'

/** What a clinic stores longer than it must, as the server finds it now; without a link it says so. */
export function RetentionPart(props: {
  clinicId: string
  organization: string
  /** Where cards can be opened. */
  onOpen?: (patientId: string) => void
}) {
  const { t } = useTranslation('retention')
  const { data, ask } = useRetention(props.clinicId)
  return (
    <ServerDataFrame data={data} onRetry={ask} silentText={t('needsServer')}>
      {(report) => <RetentionList report={report} onAgain={ask} {...props} />}
    </ServerDataFrame>
  )
}
