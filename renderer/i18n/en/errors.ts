import type { errors as ru } from '../ru/errors.ts'

export const errors: typeof ru = {
  network: {
    none: {
      title: 'This PC is not connected to a network',
      whatToDo:
        'Check the cable or the Wi-Fi. Go on working: records are kept on this PC and will be sent by themselves.',
    },
    unreachable: {
      title: 'No connection to the server',
      whatToDo:
        'Keep working: records are saved on this PC and will be sent by themselves once there is a connection.',
    },
    timeout: {
      title: 'The server did not answer in time',
      whatToDo: 'The link is slow or was cut. The program will try again by itself.',
    },
    'not-our-server': {
      title: 'It is not a Lekar server that answers',
      whatToDo:
        'The network may want a sign-in on its own page, or the server address has changed. Tell IT; records are saved on this PC.',
    },
    'malformed-answer': {
      title: 'The server’s answer is damaged',
      whatToDo: 'The program will ask for it again. If this goes on, tell IT.',
    },
  },
  server: {
    'too-old': {
      title: 'The server is older than this program',
      whatToDo:
        'The program works on this PC; the exchange begins when the server is updated. Tell the IT staff.',
    },
    unavailable: {
      title: 'The server is down for now',
      whatToDo: 'Keep working: records are saved on this PC. The program will try again by itself.',
    },
    'too-large': {
      title: 'The server refused a portion as too large',
      whatToDo: 'The program will send the records in smaller portions.',
    },
    'too-many-requests': {
      title: 'Too many attempts',
      whatToDo: 'Wait a minute and try again.',
    },
    refused: {
      title: 'The server did not accept a record',
      whatToDo: 'The record is saved on this PC. The reason and what to do are in the inbox.',
    },
    'disk-full': {
      title: 'The server’s disk is full',
      whatToDo: 'Records are saved on this PC. Tell IT.',
    },
  },
  workplace: {
    'too-old': {
      title: 'The program is too old for the server',
      whatToDo: 'Records are kept on this PC. Update the program: the exchange goes on by itself.',
    },
  },
  session: {
    expired: {
      title: 'The session on the server has ended',
      whatToDo: 'Sign in again: the work on your screen stays.',
    },
    'wrong-password': {
      title: 'Wrong name or password',
      whatToDo: 'Check the keyboard layout and Caps Lock and type the password again.',
    },
    forbidden: {
      title: 'You have no right to do this',
      whatToDo: 'Ask the administrator if you need it.',
    },
    'unknown-offline': {
      title: 'You cannot sign in without the server',
      whatToDo:
        'You have not signed in on this PC before. The first sign-in needs a connection to the server.',
    },
    'too-many-tries': {
      title: 'Too many wrong passwords',
      whatToDo:
        'Wait: the wait grows with every mistake, to 15 minutes. An administrator resets a forgotten password.',
    },
    'grace-over': {
      title: 'Too long without the server',
      whatToDo:
        'Work without a link is possible for 14 days after the last confirmation. Connect the PC and sign in; its records are safe.',
    },
    'station-revoked': {
      title: 'An administrator has revoked this PC',
      whatToDo:
        'The clinic’s data were removed from it. If this is a mistake, ask the administrator: the data will load from the server again.',
    },
  },
  storage: {
    full: {
      title: 'This PC has run out of space',
      whatToDo: 'The last record was not saved. Free some disk space and try again.',
    },
    damaged: {
      title: 'The data on this PC is damaged',
      whatToDo: 'Nothing was deleted. Do not clear the browser’s data; tell IT.',
    },
    'newer-version': {
      title: 'The data comes from a newer version of the program',
      whatToDo: 'Update the program. The data is unchanged.',
    },
    unavailable: {
      title: 'The storage of this PC is not available',
      whatToDo: 'Close other windows of the program and try again. A private browser window will not do.',
    },
  },
  import: {
    'not-json': {
      title: 'The file cannot be read',
      whatToDo: 'It is not JSON, or it was cut short. Nothing was changed.',
    },
    'not-supported': {
      title: 'Such files are not supported',
      whatToDo: 'Choose a FHIR R4 Bundle. Nothing was changed.',
    },
    malformed: {
      title: 'There is an error in the file',
      whatToDo: 'Nothing was changed. The place of the error is given below.',
    },
  },
  print: {
    failed: {
      title: 'Printing failed',
      whatToDo: 'Check the printer and try again. The document is saved.',
    },
  },
  file: {
    'not-saved': {
      title: 'The file was not saved',
      whatToDo: 'Check the free space and your rights to the folder, then try again.',
    },
  },
  settings: {
    wrong: {
      title: 'A setting cannot be used',
      whatToDo: 'Correct it and start the program again. The data were not changed.',
    },
  },
  port: {
    busy: {
      title: 'The port is taken by another program',
      whatToDo: 'Close it or choose another port.',
    },
  },
}
