import { ageInYears, isPartialDate, minskDay } from '../../kit/partial-date.ts'
import type { FieldProblem } from '../common/command-context.ts'
import type { PatientDraft } from './patient.draft.ts'
import { personalNumberProblems } from './personal-number.ts'
import { normalizePhone } from './phone.ts'

/** Below this age somebody else answers for the person (Marriage and Family Code, majority at 18). */
const majority = 18
const oldestAge = 120

const mixedScripts = /[а-яёіў][a-z]|[a-z][а-яёіў]/i

/**
 * Everything wrong with a tidied draft of a card, field by field. `nowMs` is the clock's time. Errors stop saving;
 * warnings are shown and may stand.
 */
export function patientProblems(draft: PatientDraft, nowMs: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const report = (
    path: string,
    name: string,
    severity: FieldProblem['severity'] = 'error',
    values?: FieldProblem['values'],
  ) => problems.push({ path, code: `patient.${name}`, severity, ...(values && { values }) })

  if (!draft.name.family) report('name.family', 'no-family')
  else if (!draft.name.given) report('name.given', 'no-given', 'warning')
  checkScripts(draft, report)

  const today = minskDay(nowMs)
  const { birthDate, deceasedAt } = draft
  if (!birthDate) report('birthDate', 'no-birth-date')
  else if (!isPartialDate(birthDate)) report('birthDate', 'no-such-date')
  else if (birthDate > today) report('birthDate', 'birth-in-future')
  else if (!deceasedAt && ageInYears(birthDate, today) > oldestAge)
    report('birthDate', 'too-old', 'warning', { years: ageInYears(birthDate, today) })
  if (draft.sex === 'unknown') report('sex', 'no-sex', 'warning')

  if (deceasedAt) {
    const day = deceasedAt.slice(0, 10)
    if (deceasedAt.length <= 10 && !isPartialDate(deceasedAt)) report('deceasedAt', 'no-such-date')
    else if (day > today) report('deceasedAt', 'death-in-future')
    else if (birthDate && day < birthDate.slice(0, day.length)) report('deceasedAt', 'death-before-birth')
  }
  if (draft.personalNumber) {
    const known = birthDate && isPartialDate(birthDate) ? birthDate : undefined
    problems.push(...personalNumberProblems(draft.personalNumber, { sex: draft.sex, birthDate: known }))
  }
  draft.contacts.forEach(({ system, value }, index) => {
    if (system === 'phone' && !normalizePhone(value))
      report(`contacts.${index}.value`, 'phone-unread', 'warning')
  })
  const isChild = birthDate && isPartialDate(birthDate) && ageInYears(birthDate, today) < majority
  if (isChild && birthDate <= today && !draft.guardian?.name)
    report('guardian.name', 'child-without-guardian', 'warning')
  return problems
}

function checkScripts(
  draft: PatientDraft,
  report: (path: string, name: string, severity: FieldProblem['severity']) => void,
) {
  for (const part of ['family', 'given', 'patronymic'] as const) {
    const russian = draft.name[part] ?? ''
    if (/\d/.test(russian)) report(`name.${part}`, 'digit-in-name', 'warning')
    else if (mixedScripts.test(russian)) report(`name.${part}`, 'mixed-scripts', 'warning')
    else if (/[іў]/i.test(russian)) report(`name.${part}`, 'not-russian', 'warning')
    const belarusian = draft.nameBe?.[part] ?? ''
    if (mixedScripts.test(belarusian)) report(`nameBe.${part}`, 'mixed-scripts', 'warning')
    else if (/[ищъ]/i.test(belarusian)) report(`nameBe.${part}`, 'not-belarusian', 'warning')
    if (/[а-яёіў]/i.test(draft.nameLatin?.[part] ?? '')) report(`nameLatin.${part}`, 'not-latin', 'warning')
  }
  if (draft.nameBe && !draft.nameBe.family) report('nameBe.family', 'no-family', 'error')
  if (draft.nameLatin && !draft.nameLatin.family) report('nameLatin.family', 'no-family', 'error')
}
