import { useTranslation } from 'react-i18next'
import type { ConsentMembers } from '#shared/domain/consent/consent.schema.ts'
import { consentState, legalGroundsNow, restrictionsNow } from '#shared/domain/consent/consent.state.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'

/** Beside a name: that data of this patient must not leave. Nothing where nothing was refused. */
export function ConsentChips({ patient }: { patient: ConsentMembers }) {
  const { t } = useTranslation('consent')
  const { context } = useWorkplace()
  const nowMs = context.clock.now()
  const closed = (['personal-data', 'central-system'] as const).filter((kind) => {
    const state = consentState(patient, kind, nowMs).kind
    return state === 'refused' || state === 'withdrawn'
  })
  return (
    <>
      {restrictionsNow(patient, nowMs).length > 0 && (
        <StatusChip tone="danger" label={t('chips.restricted')} title={t('chips.restrictedTitle')} />
      )}
      {closed.map((kind) => (
        <StatusChip key={kind} tone="danger" label={t(`chips.${kind}`)} title={t('chips.refusedTitle')} />
      ))}
      {legalGroundsNow(patient, nowMs).length > 0 && (
        <StatusChip tone="attention" label={t('chips.ground')} title={t('chips.groundTitle')} />
      )}
    </>
  )
}
