import { latinGenitive } from '../latin-genitive.ts'
import { type DrugForm, type Pack, packFormat } from '../pack.schema.ts'
import { innAntiInfectives } from './inn/anti-infectives.ts'
import { innCardiovascular } from './inn/cardiovascular.ts'
import { drugEverydayNames } from './inn/everyday-names.ts'
import { innMetabolic } from './inn/metabolic.ts'
import { innNervous } from './inn/nervous.ts'
import { innOther } from './inn/other.ts'

const controlOf: Record<string, string> = { P: 'psychotropic', N: 'narcotic', '?': 'unknown' }

/** `таблетки: 0,5 мг, 1 мг; сироп: 2 мг/5 мл` */
const readForms = (text: string): DrugForm[] =>
  text.split('; ').map((form) => {
    const [name = '', strengths = ''] = form.split(': ')
    return [name, strengths ? strengths.split(', ') : []]
  })

/** One line: `inn|Latin nominative|ATC|group|control|forms|Latin genitive where the rule does not give it`. */
const readLine = (line: string) => {
  const [inn = '', latin = '', atc = '', group = '', control = '', forms = '', genitive] = line.split('|')
  return [
    inn,
    latin,
    genitive || latinGenitive(latin),
    atc,
    readForms(forms),
    controlOf[control] ?? 'ordinary',
    group,
    drugEverydayNames[inn] ?? [],
  ]
}

/**
 * International non-proprietary names that rural primary care uses, with the usual forms and strengths. `control` is
 * dated data (valid from the pack's `validFrom`): the schedules of the UN conventions of 1961 and 1971; where the
 * Belarusian lists may be stricter the flag says `unknown` and a person must look.
 */
export const innStarterPack: Pack = {
  format: packFormat,
  id: 'inn-starter',
  kind: 'inn',
  title: 'МНН первичной помощи',
  version: '2026.11',
  validFrom: '2026-11-01',
  source: 'Lekar; names by WHO INN, codes by WHO ATC',
  license: 'Apache-2.0',
  columns: ['inn', 'innLatin', 'innLatinGenitive', 'atc', 'forms', 'control', 'group', 'synonyms'],
  rows: [innCardiovascular, innAntiInfectives, innMetabolic, innNervous, innOther]
    .flatMap((lines) => lines.trim().split('\n'))
    .map(readLine),
}
