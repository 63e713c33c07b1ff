import type { ConsentKind } from './consent.schema.ts'
import { type DatedRow, rowsOn } from './dated-rows.ts'

/** What follows for one kind of consent when nobody asked the patient. */
export interface ConsentRule extends DatedRow {
  kind: ConsentKind
  /** `permit`: the law lets it happen until the person refuses. `deny`: only with consent. */
  unasked: 'permit' | 'deny'
}

/** Dated data. The strictest reading stands where a source leaves a doubt. */
export const consentRuleRows: readonly ConsentRule[] = [
  {
    kind: 'personal-data',
    validFrom: '2021-11-15',
    unasked: 'permit',
    source:
      'Law 99-З of 07.05.2021, art. 8: medical care needs no separate consent [B: 103.partners on NCPD, 12.2024]',
  },
  {
    kind: 'central-system',
    validFrom: '2021-07-23',
    unasked: 'permit',
    source:
      'MoH resolution 74 of 07.06.2021: the patient is told of the right to refuse [B: ilex.by]; law 2435-XII, art. 46',
  },
  {
    kind: 'telemedicine',
    validFrom: '2021-07-23',
    unasked: 'deny',
    source: 'Law 2435-XII (consent before a remote consultation) [C]',
  },
  {
    kind: 'disclosure',
    validFrom: '1993-06-18',
    unasked: 'deny',
    source: 'Law 2435-XII, art. 46: a medical secret is told with consent [B: NCPD by ont.by]',
  },
  {
    kind: 'intervention',
    validFrom: '1993-06-18',
    unasked: 'deny',
    source: 'Law 2435-XII, art. 44: consent before a complex intervention [B: textbook of bioethics]',
  },
]

/** The rule of a kind on a day (`YYYY-MM-DD`); before there was one, only with consent. */
export const unaskedOn = (kind: ConsentKind, day: string): 'permit' | 'deny' =>
  rowsOn(consentRuleRows, day).find((rule) => rule.kind === kind)?.unasked ?? 'deny'
