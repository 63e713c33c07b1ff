import { useTranslation } from 'react-i18next'
import type { StationHoldings } from '#shared/contract/holdings.ts'
import { aggregates } from '#shared/domain/registry.ts'
import { formatMoment, formatNumber } from '../../../ui/format.ts'

const knownTypes = Object.values(aggregates).map(({ type }) => type)

/** Words for what was on a PC. A type that only a newer version knows is shown as it is called there. */
export function useHoldingWords() {
  const { t } = useTranslation('holdings')
  const { t: common } = useTranslation()
  const typeName = (type: string): string => {
    const known = knownTypes.find((each) => each === type)
    return known ? t(`types.${known}`) : type
  }
  const roleName = (role: string) => common(`roles.${role}` as 'roles.doctor')
  return {
    typeName,
    facts: (holdings: StationHoldings) => [
      { label: t('station'), value: holdings.name ?? holdings.stationId },
      {
        label: t('lastContact'),
        value: holdings.lastContactAt ? formatMoment(holdings.lastContactAt) : t('never'),
      },
      { label: t('access'), value: t(holdings.revoked ? 'revoked' : 'stillOpen') },
      {
        label: t('people'),
        value:
          holdings.people.map(({ name, role }) => `${name} (${roleName(role)})`).join(', ') || t('unknown'),
      },
      {
        label: t('reach'),
        value:
          holdings.reach === 'clinic'
            ? t('wholeClinic')
            : t('villages', { names: (holdings.villages ?? []).join(', ') }),
      },
      {
        label: t('records'),
        value: Object.entries(holdings.counts)
          .map(([type, count]) => `${typeName(type)} ${formatNumber(count)}`)
          .join(', '),
      },
      ...(holdings.onlyHere ? [{ label: t('onlyHere'), value: formatNumber(holdings.onlyHere) }] : []),
      { label: t('protection'), value: t('sealed') },
      { label: t('madeAt'), value: formatMoment(holdings.madeAt) },
    ],
  }
}
