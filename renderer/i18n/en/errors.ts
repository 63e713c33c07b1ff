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
    'no-workplace': {
      title: 'This account opens nothing here',
      whatToDo:
        'It has neither a workplace nor a patient’s card. Ask the administrator: the role of the account must be changed, or the program updated.',
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
    'first-password': {
      title: 'This is a one-time password',
      whatToDo: 'Choose a password of your own: the one-time one then stops working.',
    },
    'wrong-old-password': {
      title: 'The password until now is wrong',
      whatToDo: 'Check the keyboard layout and Caps Lock and type it again.',
    },
    'weak-password': {
      title: 'This password is easy to guess',
      whatToDo: 'Choose another one of at least 10 characters; several words are handy.',
    },
    dismissed: {
      title: 'The account is closed',
      whatToDo: 'The sign-in on this PC has been removed. If this is a mistake, ask the administrator.',
    },
    'role-changed': {
      title: 'Your role has changed',
      whatToDo: 'Sign in again: the program opens with the new rights. Records are saved.',
    },
    'other-keys': {
      title: 'The server gave this PC foreign keys',
      whatToDo:
        'The server may have been restored from an old copy. Nothing was changed. Sign in with the earlier password or the recovery key, and tell IT.',
    },
    'password-needed': {
      title: 'The password is needed',
      whatToDo: 'The PIN is of no use now: sign in with the password.',
    },
    'pin-wrong': {
      title: 'Wrong PIN',
      whatToDo: 'Type it again. After ten mistakes the password is needed.',
    },
    'pin-wait': {
      title: 'Too many mistakes',
      whatToDo: 'Wait a little and try again, or sign in with the password.',
    },
    'pin-locked': {
      title: 'The PIN is locked',
      whatToDo: 'Ten mistakes in a row. Sign in with the password: the PIN works again after that.',
    },
    'recovery-mistyped': {
      title: 'The key is mistyped',
      whatToDo: 'Compare every group of four characters with the sheet.',
    },
    'recovery-wrong': {
      title: 'This key is not of this PC',
      whatToDo: 'The sheet may be of another PC, or replaced by a new one. Compare the name of the PC on it.',
    },
    'no-recovery': {
      title: 'This PC has no recovery key',
      whatToDo: 'Only a password opens the data.',
    },
    'renewal-under-way': {
      title: 'The key is being changed already',
      whatToDo: 'A new one can be made when all records are under the present one.',
    },
    'unsaved-work': {
      title: 'Save the open form first',
      whatToDo: 'The data is opened anew, and what is not saved would be lost.',
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
    'full-at-update': {
      title: 'This PC has too little space to update the program’s data',
      whatToDo:
        'The clinic’s records are whole, nothing is lost. Free some disk space and sign in again: the update goes on where it was.',
    },
    'in-use': {
      title: 'The data folder is in use by another process',
      whatToDo: 'Close the other copy of the program or server. The data is unchanged.',
    },
    'other-window': {
      title: 'The program was updated, and an old window of it is still open',
      whatToDo: 'Close the other windows of the program on this PC and sign in again. The data is unchanged.',
    },
    emptied: {
      title: 'The browser has deleted the program’s data on this PC',
      whatToDo:
        'This happens when a crash or a power cut damages the browser’s storage. Sign in again: all that was on the server is loaded anew. Look at the last records of this PC: what is missing in the cards had not reached the server. Tell IT.',
    },
    'not-answering': {
      title: 'The browser’s storage on this PC does not answer',
      whatToDo:
        'The program has deleted nothing. Close all windows of the browser, wait a minute and open the program again. If that does not help, do not clear the browser’s data; tell IT.',
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
  courier: {
    'other-window': {
      title: 'Files are written and read in the first window of Lekar',
      whatToDo:
        'Another window of the program is open on this PC, and it does the exchange. Write or read the file there, or close it and try again here. Nothing was changed.',
    },
  },
  signature: {
    'needs-state-provider': {
      title: 'The state provider’s program is needed',
      whatToDo:
        'Only the program of the state’s provider (Avest, NCES) signs with a GosSUOK certificate. It is not connected to this PC. The prescription is signed with the doctor’s key; print the form for the pharmacy.',
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
