import { useTranslation } from 'react-i18next'
import { type AdministrativeAct, actKinds } from '#shared/contract/administration.ts'
import { roleSchema } from '#shared/domain/common/envelope.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'

const fields = [
  'name',
  'role',
  'position',
  'clinicId',
  'facilityId',
  'villages',
  'dismissedOn',
  'requiredFrom',
] as const

/** What an act did, in words. An act or a field of a newer server is shown as it is called there. */
export function useActWords(unitName: (id: string) => string) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const said = (field: string, value: string): string => {
    const role = field === 'role' ? roleSchema.safeParse(value) : undefined
    if (role?.success) return common(`roles.${role.data}`)
    if (/^\d{4}-\d{2}-\d{2}/.test(value)) return formatPartialDate(value.slice(0, 10))
    return (field === 'facilityId' ? unitName(value) : value) || '—'
  }
  return {
    title({ act }: AdministrativeAct): string {
      const known = actKinds.find((kind) => kind === act)
      return known ? t(`acts.${known}`) : act
    },
    changes({ changes = [] }: AdministrativeAct): string {
      return changes
        .map(({ field, from, to }) => {
          const known = fields.find((name) => name === field)
          const label = known ? t(`fields.${known}`) : field
          return `${label}: ${said(field, from)} → ${said(field, to)}`
        })
        .join('; ')
    },
  }
}
