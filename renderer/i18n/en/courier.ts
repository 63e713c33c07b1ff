/** Exchange by a file on a stick. */
export const courier = {
  title: 'Exchange by file',
  short: 'When there is no link at all: records travel on a stick between the computers of one clinic.',
  open: 'Open exchange by file',
  about:
    'For days and places without a link. Write a file to a stick, read it on another computer of the clinic, and bring back a file from there: it holds that computer’s changes and the confirmation that your records have arrived. The file is encrypted: only a computer of the same clinic can read it.',
  noKey: {
    title: 'This computer has no exchange key yet',
    text: 'The key arrives by itself when you sign in with a link to the server. Connect the computer once and sign in; after that no link is needed.',
  },
  write: {
    files_one: 'With them {{count}} patient’s file.',
    files_few: 'With them {{count}} patients’ files.',
    files_many: 'With them {{count}} patients’ files.',
    files_other: 'With them {{count}} patients’ files.',
    filesLeft_one:
      '{{count}} more file had no room: it goes with the next courier file, when that PC has confirmed this one.',
    filesLeft_few:
      '{{count}} more files had no room: they go with the next courier file, when that PC has confirmed this one.',
    filesLeft_many:
      '{{count}} more files had no room: they go with the next courier file, when that PC has confirmed this one.',
    filesLeft_other:
      '{{count}} more files had no room: they go with the next courier file, when that PC has confirmed this one.',
    title: '1. Write a file',
    to: 'For which computer',
    anyone: 'Another computer of the clinic (first exchange)',
    everything:
      'The file will hold all records: this computer does not know yet what the other one has. The next files will be small.',
    changes: 'The file will hold only changes that the other computer has not confirmed yet.',
    action: 'Write the file…',
    progress: 'Writing the file, records looked at: {{examined}}',
    done: 'File written: {{file}}',
    doneText_one: 'It holds {{count}} record.',
    doneText_few: 'It holds {{count}} records.',
    doneText_many: 'It holds {{count}} records.',
    doneText_other: 'It holds {{count}} records.',
    next: 'Copy the file to a stick and read it on the other computer.',
    notSaved: 'The file was not saved',
    notSavedText:
      'Check that the stick is in place and has room, and try again. The records on this computer are safe.',
  },
  read: {
    files_one: '{{count}} patient’s file was taken.',
    files_few: '{{count}} patients’ files were taken.',
    files_many: '{{count}} patients’ files were taken.',
    files_other: '{{count}} patients’ files were taken.',
    title: '2. Read a file',
    text: 'Choose a file from another computer. Reading it twice does no harm: nothing is doubled. Changes made here stay: different fields are merged, and the inbox asks about the disputed ones.',
    action: 'Choose a file…',
    progress: 'Reading the file, %',
    done: 'File read: {{from}}',
    taken_zero: 'It holds nothing new for this computer.',
    taken_one: '{{count}} record taken.',
    taken_few: '{{count}} records taken.',
    taken_many: '{{count}} records taken.',
    taken_other: '{{count}} records taken.',
    merged_one: '{{count}} record merged with your change.',
    merged_few: '{{count}} records merged with your changes.',
    merged_many: '{{count}} records merged with your changes.',
    merged_other: '{{count}} records merged with your changes.',
    confirmed_one: '{{count}} record of yours confirmed.',
    confirmed_few: '{{count}} records of yours confirmed.',
    confirmed_many: '{{count}} records of yours confirmed.',
    confirmed_other: '{{count}} records of yours confirmed.',
    next: 'Write a file for that computer: it takes the confirmation back.',
    partly: 'The rest was not taken and nothing is confirmed. Copy the file again and read it once more.',
    harmedTrace: {
      title: 'The records were taken, but the access log is harmed: {{from}}',
      text: 'In the access log of that computer something was changed or repeated. Tell the data-protection officer: details are in “Access log → Integrity”.',
    },
    newer: {
      title_one: '{{count}} record was made by a newer version',
      title_few: '{{count}} records were made by a newer version',
      title_many: '{{count}} records were made by a newer version',
      title_other: '{{count}} records were made by a newer version',
      text: 'Update the program and read the file again: nothing is confirmed before that.',
    },
  },
  peers: {
    title: 'Who exchanges with this computer',
    name: 'Computer',
    readAt: 'Its file read',
    writtenAt: 'Our file written',
    confirmedAt: 'Confirmed',
    waiting: 'waiting for its file',
    fingerprint: 'Signature code',
    none: { title: 'Nobody yet', text: 'A computer appears here when you have read its first file.' },
  },
  problems: {
    'not-a-courier-file': {
      title: 'This is no exchange file',
      text: 'Choose a file that ends in .lekar, written by this program on another computer.',
    },
    'newer-format': {
      title: 'The file was written by a newer version',
      text: 'Update the program on this computer and read the file again. Nothing was changed.',
    },
    'unknown-key': {
      title: 'This computer has no key for the file',
      text: 'The clinic’s key was changed while this computer had no link. Connect it, sign in and try again.',
    },
    damaged: {
      title: 'The file is damaged or was changed',
      text: 'Nothing of the damaged part was taken. Copy the file again; if that does not help, write it once more.',
    },
    'cut-off': {
      title: 'The file was not copied to its end',
      text: 'Nothing was taken. Copy it again and wait for the copying to end.',
    },
    'own-file': {
      title: 'This file is from this very computer',
      text: 'Read it on another computer of the clinic.',
    },
    'other-clinic': {
      title: 'This file belongs to another clinic',
      text: 'Nothing was taken. Check that you were given the right file.',
    },
    'for-another': {
      title: 'The file was written for another computer',
      text: 'Nothing was taken. Take it there, or ask for a file for this computer.',
    },
    'already-read': {
      title: 'This file was read already',
      text: 'It, or a newer file of the same computer, was read. Nothing was changed.',
    },
    'other-signature': {
      title: 'Signed by another computer',
      text: 'The file says it is from a known computer but is signed with another key. Nothing was taken. If the program was reinstalled there, tell IT.',
    },
  },
}
