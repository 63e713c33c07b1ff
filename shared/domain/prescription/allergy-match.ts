import type { Allergy } from '../patient/patient.schema.ts'
import { type AllergyClass, allergyClasses } from './allergy-classes.ts'
import type { Medication } from './prescription.schema.ts'

/** `stop`: the drug or its class is named in the allergy; `warning`: a related class may cross-react. */
export interface AllergyMatch {
  allergy: Allergy
  severity: 'stop' | 'warning'
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\d-]+/gu, ' ')
    .trim()

/** The beginning of a name that Russian and Latin endings leave alone: `амоксицилл(ина)`, `amoxicill(ini)`. */
const stem = (word: string): string => (word.length > 7 ? word.slice(0, -2) : word)

/** Words of a name that say which substance it is; salts and joining words say nothing. */
const substanceWords = (name: string): string[] =>
  fold(name)
    .split(/[\s+/]+/)
    .filter(
      (word) => word.length >= 5 && !/^(натри|кали|кальци|магни|кислот|sodium|potassium|acid)/.test(word),
    )

function atcOf(medication: Pick<Medication, 'coding'>): string | undefined {
  return medication.coding?.system === 'atc' ? medication.coding.code : undefined
}

type Drug = Pick<Medication, 'inn' | 'innLatin' | 'tradeName' | 'coding'>

function belongs(drug: Drug, group: AllergyClass): boolean {
  const atc = atcOf(drug)
  const within = (prefixes: readonly string[]) => prefixes.some((prefix) => atc?.startsWith(prefix))
  if (atc) return within(group.atc) && !within(group.except ?? [])
  return [drug.inn, drug.innLatin ?? ''].some((name) => group.names?.test(fold(name)))
}

const names = (text: string, drug: Drug): boolean =>
  [drug.inn, drug.innLatin ?? '', drug.tradeName ?? ''].some((name) =>
    substanceWords(name).some((word) => text.includes(stem(word))),
  )

/** True when the words of a stem phrase begin words that follow one another: `ингибитор апф` in `ингибиторы АПФ`. */
const speaksOf = (folded: string, phrase: string): boolean =>
  new RegExp(`(^| )${phrase.split(' ').join('[\\p{L}]* ')}`, 'u').test(folded)

/** Matches one allergy text against a drug. */
function severityOf(text: string, drug: Drug): AllergyMatch['severity'] | undefined {
  const folded = fold(text)
  if (folded === '') return undefined
  if (names(folded, drug)) return 'stop'
  // The class is named, or another drug of the class is: an allergy to ampicillin speaks against amoxicillin.
  const spokenOf = allergyClasses.filter(
    (group) =>
      group.words.some((word) => speaksOf(folded, word)) ||
      folded.split(' ').some((word) => group.names?.test(word)),
  )
  if (spokenOf.some((group) => belongs(drug, group))) return 'stop'
  const crossed = new Set(spokenOf.flatMap((group) => group.cross ?? []))
  return allergyClasses.some((group) => crossed.has(group.id) && belongs(drug, group)) ? 'warning' : undefined
}

/** Active allergies of the patient that speak against a drug, by name, class or cross-reaction. */
export function matchAllergies(drug: Drug, allergies: readonly Allergy[]): AllergyMatch[] {
  return allergies
    .filter(({ clinicalStatus }) => clinicalStatus === 'active')
    .flatMap((allergy) => {
      const texts = [allergy.substance.text, allergy.substance.coding?.display ?? '']
      const severities = texts.map((text) => severityOf(text, drug))
      const severity = severities.includes('stop') ? 'stop' : severities.find((each) => each !== undefined)
      return severity ? [{ allergy, severity }] : []
    })
}
