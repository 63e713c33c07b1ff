import type { ownCard as model } from '../ru/own-card.ts'

export const ownCard: typeof model = {
  title: 'My card',
  parts: { records: 'My card', trail: 'Who opened my card' },
  explain:
    'These are the records of your medical card: you can read them, not change them. Nothing is kept on this computer. If you find a mistake, tell your doctor or the registry. When you have finished, press “Sign out”.',
  again: 'Try again',
  notThere: 'The card is not found',
  notThereText: 'It may have been joined with another card of yours. Ask the registry.',
  showLess: 'Show less',
  person: {
    title: 'About you',
    birth: 'Date of birth',
    number: 'Personal number',
    address: 'Address',
    phones: 'Phones',
    allergies: 'Allergies',
  },
  allergies: { none: 'none (asked {{date}})', unasked: 'not written down: tell the doctor if there are any' },
  visits: {
    title: 'Visits',
    none: 'No visits.',
    noDiagnosis: 'visit',
    wrong: 'marked as entered in error',
    why: 'Why',
    more_one: '{{count}} more visit',
    more_few: '{{count}} more visits',
    more_many: '{{count}} more visits',
    more_other: '{{count}} more visits',
  },
  conditions: {
    title: 'Diagnoses under observation',
    none: 'No entries.',
    since: 'since {{date}}',
    nextOn: 'next examination {{date}}',
  },
  immunizations: { title: 'Vaccinations', none: 'No entries.', notDone: 'not given' },
  papers: {
    title: 'Documents in the card',
    none: 'No documents.',
    addedBy: 'added by {{name}} {{date}}',
    explain: 'The registry or your doctor hands out the documents themselves.',
  },
}
