import { courseQuantity, dosageText, quantityUnit } from '#shared/domain/prescription/dosage.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { InnEntry } from '#shared/reference/inn-search.ts'

/** The dose a form is usually taken in: one piece of it. */
const usualDoses: [RegExp, string][] = [
  [/^таблет/i, '1 таблетка'],
  [/^капсул/i, '1 капсула'],
  [/^суппозитор/i, '1 суппозиторий'],
]
const usualDose = (form: string | undefined): string | undefined =>
  usualDoses.find(([pattern]) => pattern.test(form ?? ''))?.[1]

type DosageParts = Partial<PrescriptionDraft['dosage']>

/**
 * The draft with changed parts of the dosage. Text and quantity follow the parts as long as nobody has written them
 * otherwise: what the clinician wrote is never replaced.
 */
export function withDosage(draft: PrescriptionDraft, change: DosageParts): PrescriptionDraft {
  const dosage: DosageParts = { ...draft.dosage, ...change }
  for (const name of ['dose', 'timesPerDay', 'durationDays', 'asNeeded'] as const)
    if (dosage[name] === undefined || dosage[name] === '' || dosage[name] === false) delete dosage[name]
  const textIsOurs = !draft.dosage.text || draft.dosage.text === dosageText(draft.dosage)
  if (textIsOurs && !('text' in change)) {
    const text = dosageText(dosage)
    if (text) dosage.text = text
    else delete dosage.text
  }
  const { quantity, ...rest } = draft
  const before = courseQuantity(draft.medication.form, draft.dosage)
  const quantityIsOurs = !quantity || (before?.value === quantity.value && before.unit === quantity.unit)
  const next = quantityIsOurs ? courseQuantity(draft.medication.form, dosage) : quantity
  return { ...rest, dosage, ...(next ? { quantity: next } : {}) }
}

/** The draft with a drug chosen from the classifier, its first usual form and strength filled in. */
export function withDrug(draft: PrescriptionDraft, entry: InnEntry): PrescriptionDraft {
  const [form, strengths] = entry.forms[0] ?? []
  const { quantity: _, ...rest } = draft
  const chosen: PrescriptionDraft = {
    ...rest,
    medication: {
      inn: entry.inn,
      ...(entry.innLatinGenitive ? { innLatin: entry.innLatinGenitive } : {}),
      ...(form ? { form } : {}),
      ...(strengths?.length === 1 ? { strength: strengths[0] as string } : {}),
      ...(entry.atc ? { coding: { system: 'atc', code: entry.atc, display: entry.inn } } : {}),
      control: entry.control,
    },
    dosage: {},
  }
  return withDosage(chosen, { dose: usualDose(form) ?? '' })
}

/** The draft with another form: the usual dose and the unit of the quantity change with it. */
export function withForm(draft: PrescriptionDraft, form: string): PrescriptionDraft {
  const wasUsual = !draft.dosage.dose || draft.dosage.dose === usualDose(draft.medication.form)
  const { strength: _, ...medication } = draft.medication
  const changed = { ...draft, medication: { ...medication, form } }
  return withDosage(changed, wasUsual ? { dose: usualDose(form) ?? '' } : {})
}

/** Units a quantity may be given in for a form: pieces where it is counted in them, else packages. */
export const unitsFor = (form: string | undefined): string[] => {
  const piece = quantityUnit(form)
  return piece ? [piece, 'уп.'] : ['уп.', 'фл.', 'амп.', 'туб.', 'шт.']
}
