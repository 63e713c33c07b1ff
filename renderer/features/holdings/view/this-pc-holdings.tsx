import { useTranslation } from 'react-i18next'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import { organizationOf } from '#shared/domain/prescription/organization-of.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Section } from '../../../ui/section.tsx'
import { localHoldings } from '../model/local-holdings.ts'
import { StationHoldingsButton } from './station-holdings-button.tsx'

/** What is on this very PC, counted here: for the head doctor and the data-protection officer. */
export function ThisPcHoldings() {
  const { t } = useTranslation('holdings')
  const errorText = useErrorText()
  const workplace = useWorkplace()
  const { profile, context, data } = workplace
  if (!readsJournal(profile.practitioner.role)) return null
  async function load() {
    try {
      const holdings = await localHoldings(workplace)
      data.audit.record({ action: 'exported', means: 'holdings' })
      return { holdings }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { failure: <Banner severity="danger">{errorText(error.code).title}</Banner> }
    }
  }
  return (
    <Section title={t('thisPc')}>
      <StationHoldingsButton
        label={t('open')}
        organization={organizationOf(profile)?.name ?? ''}
        today={minskDay(context.clock.now())}
        load={load}
      />
    </Section>
  )
}
