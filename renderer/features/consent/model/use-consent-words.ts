import { useTranslation } from 'react-i18next'
import type { Consent } from '#shared/domain/consent/consent.schema.ts'
import type { ConsentState } from '#shared/domain/consent/consent.state.ts'
import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'

/** Words for one consent or refusal, in the language of the screen. */
export function useConsentWords() {
  const { t } = useTranslation('consent')
  const day = (moment: string) => formatPartialDate(minskDay(Date.parse(moment)))
  return {
    day,
    /** "Отказ от передачи в ЦИСЗ". */
    what: ({ kind, decision }: Pick<Consent, 'kind' | 'decision'>) => t(`kinds.${kind}.${decision}`),
    /** Whom it names, what it is about. */
    details: ({ persons, about }: Consent) =>
      [persons?.map(({ name, relation }) => (relation ? `${name} (${relation})` : name)).join(', '), about]
        .filter(Boolean)
        .join(' · '),
    /** Who gave it and when, until when. */
    givenLine: ({ givenBy, givenAt, until, paper }: Consent) =>
      [
        givenBy.who === 'patient'
          ? t('given.patient', { date: day(givenAt) })
          : t('given.representative', {
              date: day(givenAt),
              name: givenBy.name ?? '',
              kinship: givenBy.kinship ?? '',
            }),
        until && t('given.until', { date: formatPartialDate(until) }),
        t(paper ? 'paper.signed' : 'paper.unsigned'),
      ]
        .filter(Boolean)
        .join(' · '),
    state: (state: Exclude<ConsentState, { kind: 'unasked' }>) =>
      t(state.kind === 'refused' && state.contradiction ? 'states.contradiction' : `states.${state.kind}`),
  }
}

/** The colour of a state: what protects is as loud as it is important. */
export const toneOf = (state: ConsentState): 'good' | 'danger' | 'attention' | 'neutral' => {
  if (state.kind === 'permitted') return 'good'
  if (state.kind === 'refused') return 'danger'
  return state.kind === 'withdrawn' ? 'attention' : 'neutral'
}
