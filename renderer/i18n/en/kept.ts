import type { kept as model } from '../ru/kept.ts'

export const kept: typeof model = {
  state: {
    saved: 'Draft saved {{time}}',
    saving: 'Saving…',
    failed: 'Draft not saved: the disk refused it. Keep the window open, it will be tried again.',
  },
  restored: 'Restored: what you typed at {{when}} and did not save',
  discard: 'Discard',
  goOn: 'Go on',
  dropped: 'What was typed is discarded',
  line: 'Not saved: {{what}} ({{when}})',
  lineAbout: 'Not saved: {{what}}, {{about}} ({{when}})',
  kinds: {
    'patient-form': 'changes of a card',
    'new-patient': 'a new card',
    allergy: 'an allergy',
    condition: 'a diagnosis on the problem list',
    consent: 'a consent or refusal',
    'consent-end': 'the reason of a withdrawal',
    restriction: 'a restriction of processing',
    'restriction-end': 'the reason for lifting a restriction',
    ground: 'a legal demand',
    'visit-cancel': 'why a visit was entered in error',
    dispensing: 'a dispensing',
    'prescription-cancel': 'the reason for cancelling a prescription',
    'file-words': 'the description of a file',
    'file-retract': 'why a file was entered in error',
    glass: 'the reason for opening a card',
    'hand-over': 'a note to a colleague',
  },
}
