import type { refusals as ru } from '../ru/refusals.ts'

export const refusals: typeof ru = {
  document: {
    schema: {
      title: 'The record is not filled in as it must be',
      whatToDo: 'Correct the fields named below and send the record again.',
    },
    'id-malformed': {
      title: 'The record has a wrong internal number',
      whatToDo: 'It cannot be corrected here. Save the record to a file and hand it to the administrator.',
    },
    'id-type': {
      title: 'The internal number does not fit the kind of record',
      whatToDo: 'It cannot be corrected here. Save the record to a file and hand it to the administrator.',
    },
    attachments: {
      title: 'The record has files attached, which the server does not keep',
      whatToDo: 'Save the record to a file and hand it to the administrator.',
    },
    'too-large': {
      title: 'The record is too large for the server',
      whatToDo: 'Shorten the texts and send it again, or save it to a file and hand it to the administrator.',
    },
  },
  scope: {
    role: {
      title: 'Your role may not write such records',
      whatToDo: 'Ask the doctor to write it, or hand it to the administrator, who will check your rights.',
    },
    'foreign-clinic': {
      title: 'The record belongs to another organisation',
      whatToDo: 'Hand it to the administrator: the patient may be on the list of another organisation.',
    },
    patient: {
      title: 'The patient does not belong to your villages',
      whatToDo: 'Open the card with a reason and send the record again, or hand it to the administrator.',
    },
    'not-here': {
      title: 'This server cannot show a part of the organisation',
      whatToDo: 'Ask the administrator: your account needs another server.',
    },
    'foreign-author': {
      title: 'The author of the record is not on the staff of this organisation',
      whatToDo: 'Hand it to the administrator, who will put the person on the list; then send it again.',
    },
    'foreign-signature': {
      title: 'The record is not signed by the one who wrote it',
      whatToDo: 'Rewrite it and sign it yourself, or hand it to the administrator.',
    },
  },
  signature: {
    altered: {
      title: 'The record was changed after it was signed',
      whatToDo:
        'Open the record, rewrite it and sign it again. If you did not change it, tell the IT service.',
    },
    'foreign-key': {
      title: 'The record is signed with the key of another person',
      whatToDo: 'Rewrite it and sign it yourself. If you did not sign it so, tell the IT service.',
    },
    'ended-key': {
      title: 'The signing key was not in force any more',
      whatToDo:
        'Rewrite the record and sign it with a key in force. Ask the administrator about the key (Settings, “Signing key”).',
    },
    required: {
      title: 'The clinic takes records with an electronic signature only',
      whatToDo:
        'Sign out and sign in with a link to the server: the program makes a signing key. Then rewrite the record and sign it.',
    },
  },
  'document-reference': {
    'other-paper': {
      title: 'Something of the file changed that never changes',
      whatToDo:
        'The file itself, its patient and who added it stay as they are. Mark the file as entered in error and add the right one.',
    },
  },
  visit: {
    'signed-immutable': {
      title: 'A signed visit cannot be changed',
      whatToDo: 'The signed record stays on the server. Open the visit and amend it by a new version.',
    },
  },
  prescription: {
    'signed-immutable': {
      title: 'Only state and dispensing of a signed prescription can change',
      whatToDo: 'Cancel the prescription and write a new one.',
    },
    'feldsher-controlled': {
      title: 'A feldsher prescribes no narcotic or psychotropic drugs',
      whatToDo: 'Ask the doctor to prescribe it (resolution No. 99).',
    },
    'dispensing-only': {
      title: 'A pharmacy records dispensing of valid prescriptions only',
      whatToDo: 'Check whether the prescription is valid; only a doctor may change it.',
    },
    'feldsher-payment': {
      title: 'A feldsher writes no reduced or free prescriptions',
      whatToDo: 'Rewrite it at full price or ask the doctor (resolution No. 99).',
    },
  },
  consent: {
    immutable: {
      title: 'A recorded consent or refusal cannot be changed',
      whatToDo:
        'The card on the server stayed as it was. Open it: withdraw the consent or record what the patient says now.',
    },
    'ground-role': {
      title: 'The legal ground was not recorded by the head',
      whatToDo: 'Ask the head doctor or an administrator to record it.',
    },
  },
  unanswered: {
    title: 'The server does not answer to this record',
    whatToDo:
      'The other records are sent. This one is tried again by itself, less and less often; send it now or hand it to the administrator.',
  },
  other: {
    title: 'The server did not take the record',
    whatToDo: 'Send it again; if it is refused again, save it to a file and hand it to the administrator.',
  },
}
