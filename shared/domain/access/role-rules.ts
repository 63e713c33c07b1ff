import type { DocumentClass } from './document-class.ts'
import type { RoleRule } from './role-rule.ts'

const everything: readonly DocumentClass[] = ['identity', 'clinical', 'prescription', 'inbox']
const nothing = { writes: [], villageBound: false, namesWithheld: false, signsVisits: false } as const

/**
 * Who may see and write what, as dated data: a new act is a new row and an end of the old one. The server enforces it,
 * the workplace hides what is not there.
 */
export const roleRules: readonly RoleRule[] = [
  {
    role: 'doctor',
    validFrom: '2007-10-31',
    source: 'MoH resolution 99 of 31.10.2007 (prescribing)',
    reads: everything,
    writes: 'all',
    villageBound: false,
    namesWithheld: false,
    signsVisits: true,
    prescribes: 'all',
  },
  {
    role: 'head-doctor',
    validFrom: '2007-10-31',
    source: 'as a doctor; answers for the whole clinic',
    reads: everything,
    writes: 'all',
    villageBound: false,
    wholeClinic: true,
    namesWithheld: false,
    signsVisits: true,
    prescribes: 'all',
    givesOwnCards: true,
  },
  {
    role: 'feldsher',
    validFrom: '2007-10-31',
    source: 'MoH resolution 99 of 31.10.2007: ordinary prescriptions only',
    reads: everything,
    writes: 'all',
    villageBound: true,
    namesWithheld: false,
    signsVisits: true,
    prescribes: 'ordinary',
  },
  {
    role: 'midwife',
    validFrom: '2007-10-31',
    source: 'MoH resolution 99 of 31.10.2007 does not name midwives among those who prescribe',
    reads: everything,
    writes: ['patient', 'visit', 'condition', 'measurements', 'immunization', 'document-reference', 'inbox'],
    villageBound: true,
    namesWithheld: false,
    signsVisits: true,
    prescribes: 'none',
  },
  {
    role: 'nurse',
    validFrom: '2007-10-31',
    source: 'works by the orders of a doctor: measures, vaccinates, keeps the card',
    reads: everything,
    writes: ['patient', 'measurements', 'immunization', 'document-reference', 'inbox'],
    villageBound: false,
    namesWithheld: false,
    signsVisits: false,
    prescribes: 'none',
  },
  {
    role: 'registrar',
    validFrom: '2021-05-07',
    source: 'Law 99-З of 07.05.2021: no more personal data than the work needs',
    reads: ['identity', 'inbox'],
    writes: ['patient', 'inbox'],
    villageBound: false,
    namesWithheld: false,
    signsVisits: false,
    prescribes: 'none',
    givesOwnCards: true,
  },
  {
    role: 'data-protection-officer',
    validFrom: '2021-05-07',
    source:
      'Law 99-З of 07.05.2021, art. 17: answers for the protection of personal data; needs to know whose they are',
    reads: ['identity'],
    ...nothing,
    wholeClinic: true,
    prescribes: 'none',
  },
  {
    role: 'statistician',
    validFrom: '2021-05-07',
    source: 'Law 99-З of 07.05.2021: counts do not need names',
    reads: ['identity', 'clinical', 'prescription'],
    ...nothing,
    namesWithheld: true,
    prescribes: 'none',
  },
  {
    role: 'pharmacist',
    validFrom: '2007-10-31',
    source: 'MoH resolution 99 of 31.10.2007: what a pharmacy checks before it dispenses',
    reads: ['identity', 'prescription'],
    ...nothing,
    writes: ['prescription'],
    dispensesOnly: true,
    prescribes: 'none',
  },
  {
    role: 'patient',
    validFrom: '2021-05-07',
    source: 'Law 99-З of 07.05.2021: a person sees what is kept about them',
    reads: ['identity', 'clinical', 'prescription'],
    ...nothing,
    ownCardOnly: true,
    prescribes: 'none',
  },
  {
    role: 'district-it',
    validFrom: '2021-05-07',
    source: 'Law on Healthcare 2435-XII art. 46: medical secret',
    reads: [],
    ...nothing,
    prescribes: 'none',
    administers: 'own-clinics',
  },
  {
    role: 'national-admin',
    validFrom: '2021-05-07',
    source: 'Law on Healthcare 2435-XII art. 46: medical secret',
    reads: [],
    ...nothing,
    prescribes: 'none',
    administers: 'all-clinics',
  },
  {
    // The technical administrator of one server: whoever holds its disk sees it all anyway. Import, backup, repair.
    role: 'admin',
    validFrom: '2007-10-31',
    source: 'the account that stands between the server and its disk',
    reads: everything,
    writes: 'all',
    villageBound: false,
    wholeClinic: true,
    namesWithheld: false,
    signsVisits: false,
    prescribes: 'none',
    givesOwnCards: true,
    administers: 'all-clinics',
  },
]

const holdsOn = (rule: RoleRule, day: string): boolean =>
  rule.validFrom <= day && (rule.validTo === undefined || day <= rule.validTo)

/** For a role that only a newer version knows, and for a day before the first rule. */
const noRule: RoleRule = {
  role: 'patient',
  validFrom: '',
  source: 'none',
  reads: [],
  ...nothing,
  prescribes: 'none',
}

/** The rule of a role on a day (ISO); without a day the newest one. An unknown role may nothing. */
export function roleRuleOf(role: string, day?: string): RoleRule {
  const rules = roleRules.filter((rule) => rule.role === role && (day === undefined || holdsOn(rule, day)))
  const newest = rules.reduce<RoleRule | undefined>(
    (found, rule) => (found && found.validFrom > rule.validFrom ? found : rule),
    undefined,
  )
  return newest ?? noRule
}
