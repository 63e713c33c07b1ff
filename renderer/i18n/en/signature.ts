/** Electronic signatures: what is said of them, and the key of the person at the screen. */
export const signature = {
  short: {
    valid: 'Signature valid',
    none: 'No electronic signature',
    'not-checked': 'Signature not checked',
    'unknown-key': 'Key not registered',
    'pending-key': 'Key waits for confirmation',
    altered: 'Changed after it was signed',
    'foreign-key': 'Signed with another person’s key',
    'ended-key': 'Signing key was not in force',
    late: 'Received after the key was revoked',
  },
  why: {
    valid: 'Signed with a registered key of the person it names, and not changed since.',
    none: 'Made before electronic signatures, imported from another system, or signed on a PC without a key.',
    'not-checked': 'This program or this browser cannot check such a signature. Update it.',
    'unknown-key':
      'This PC does not know yet whose key this is. The list of keys comes with the next link to the server.',
    'pending-key':
      'Not changed since it was signed. The administrator has not confirmed yet whose key this is.',
    altered:
      'The content does not fit the signature: it was changed behind the program’s back. Do not rely on this record, compare it with paper or its author, and tell the IT service.',
    'foreign-key':
      'Signed with the key of another person than the document names. Ask the author and tell the IT service.',
    'ended-key':
      'By the time of signing this key had been retired or revoked. Ask the author whether the record is theirs.',
    late: 'The key was revoked (a PC was lost), and this record with an earlier date reached the server only after that. It may have been dated back. Ask the author.',
  },
  inRow: 'signature invalid',
  section: 'Signing key',
  state: 'State',
  fingerprint: 'Fingerprint of the key',
  others: 'Your other keys in force',
  compare: 'Tell the administrator the fingerprint: they compare it with their list and confirm the key.',
  key: {
    'not-offered': 'made on this PC, not on the server yet',
    pending: 'waits for the administrator',
    registered: 'registered',
    retired: 'retired',
    revoked: 'revoked: what this key signs will not be taken',
  },
  phase: {
    none: 'no key',
    opening: 'opening…',
    closed: 'closed: the password is needed when you sign something',
    unsupported: 'this browser cannot sign: update it',
  },
  ask: {
    title: 'Signing needs the password',
    text: 'The signing key is closed: only the password opens it, until you leave or lock.',
    password: 'Password',
    without: 'Without electronic signature',
    sign: 'Sign',
  },
  stateCertificate: 'Sign with a GosSUOK certificate',
  understood: 'Understood',
}
