import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type AuditEvent, auditActions } from '#shared/domain/audit/audit-event.schema.ts'
import { type GlassReason, glassReasons, isOfRestricted } from '#shared/domain/audit/glass.ts'
import { formatMoment } from '../../../ui/format.ts'
import { stationCode } from '../../../ui/station-code.ts'

const documents = ['visit', 'prescription', 'consent'] as const

/**
 * An event in the words of the screen.
 * @param stationId the name of this PC, where something is recorded on it
 */
export function useEventWords(stationId: string | undefined): EventWords {
  const { t, i18n } = useTranslation(['audit', 'common'])
  return useMemo(
    () => eventWords(t, (key) => i18n.exists(key, { ns: 'common' }), stationId),
    [t, i18n, stationId],
  )
}

function eventWords(
  t: TFunction<['audit', 'common']>,
  isKnown: (key: string) => boolean,
  stationId: string | undefined,
) {
  function what(event: AuditEvent): string {
    const action = auditActions.find((known) => known === event.action)
    // A newer version's action, by its own name.
    if (!action) return event.action
    if (action === 'data-read' && event.means === 'workplace') return t('audit:actions.data-read-workplace')
    if (action === 'glass-broken' && isOfRestricted(event.means))
      return t('audit:actions.glass-broken-blocked')
    const done = t(`audit:actions.${action}`, { count: event.count ?? 1 })
    if (action !== 'document-opened' && action !== 'printed' && action !== 'exported') return done
    const type = event.documentId?.split(':')[0]
    const named = documents.find((known) => known === type)
    return type === undefined ? done : `${done}: ${t(`audit:documents.${named ?? 'other'}`)}`
  }

  const role = ({ author }: AuditEvent): string =>
    isKnown(`roles.${author.role}`) ? t(`common:roles.${author.role}`) : author.role

  function reason({ reason }: AuditEvent): string {
    if (!reason) return ''
    const code = glassReasons.find((known): known is GlassReason => known === reason.code)
    return [code ? t(`audit:glass.reasons.${code}`) : reason.code, reason.text].filter(Boolean).join(': ')
  }

  return {
    what,
    role,
    reason,
    at: (event: AuditEvent): string => formatMoment(event.createdAt),
    /** The hint of a time that the PC's clock gave wrong. */
    doubt: ({ clockOffMs }: AuditEvent): string => (clockOffMs === undefined ? '' : t('audit:clockDoubt')),
    station: (name: string): string =>
      name === 'server' ? t('audit:server') : name === stationId ? t('audit:thisPc') : stationCode(name),
  }
}
export type EventWords = ReturnType<typeof eventWords>
