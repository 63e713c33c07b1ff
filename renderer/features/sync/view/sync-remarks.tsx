import { useTranslation } from 'react-i18next'
import type { SyncRemark } from '../../../data/controls/sync-control.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useTimeSpan } from '../model/use-time-span.ts'

/** What is worth knowing of the clocks, the line and the versions, each with what to do. */
export function SyncRemarks(props: { remarks: readonly SyncRemark[] }) {
  const { t } = useTranslation('sync')
  const span = useTimeSpan()
  const words = (remark: SyncRemark): { title: string; toDo: string } => {
    switch (remark.kind) {
      case 'clock-off':
        return {
          title: t(remark.offMs > 0 ? 'remarks.ahead' : 'remarks.behind', { by: span(remark.offMs) }),
          toDo: t('remarks.clockToDo'),
        }
      case 'line-cuts':
        return {
          title: t('remarks.lineCuts', { seconds: Math.round(remark.afterMs / 1000) }),
          toDo: t('remarks.lineCutsToDo'),
        }
      case 'copies-removed':
        return {
          title: t('remarks.copiesRemoved', { count: remark.patients }),
          toDo: t('remarks.copiesRemovedToDo'),
        }
      case 'newer-documents':
        return { title: t('remarks.newerDocuments'), toDo: t('remarks.newerDocumentsToDo') }
    }
  }
  return props.remarks.map((remark) => {
    const { title, toDo } = words(remark)
    return (
      <Banner key={remark.kind} severity={remark.kind === 'clock-off' ? 'warning' : 'info'} title={title}>
        {toDo}
      </Banner>
    )
  })
}
