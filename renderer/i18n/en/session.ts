import type { session as ru } from '../ru/session.ts'

export const session: typeof ru = {
  title: 'Lekar',
  subtitle: 'Workplace of doctors and feldshers',
  user: 'User name',
  password: 'Password',
  enter: 'Sign in',
  entering: 'Signing in…',
  opening: 'Opening the data on this PC…',
  demonstration: 'Accounts for a first look',
  server: {
    asking: 'Asking the server…',
    answers: 'The server answers',
    silent: 'The server does not answer. You can sign in if you have done so on this PC before.',
  },
  again: {
    title: 'Sign in again',
    text: 'The session on the server has ended. The work on your screen stays and records are saved on this PC; to send them to the server, type your password.',
    later: 'Later',
    otherPerson: 'That is another person: to change the user, sign out first.',
  },
  signOut: {
    title: 'Sign out?',
    unsaved: 'Changes in the open form are not saved and will be lost.',
    onlyHere_one: '{{count}} record is only on this PC.',
    onlyHere_few: '{{count}} records are only on this PC.',
    onlyHere_many: '{{count}} records are only on this PC.',
    onlyHere_other: '{{count}} records are only on this PC.',
    text: 'They are not lost and will be sent after the next sign-in here. Other PCs will not see them before that.',
    confirm: 'Sign out',
    stay: 'Stay',
  },
  lock: {
    action: 'Lock',
    title: 'The screen is locked',
    text: 'Type the password to go on where you were. Records and drafts are saved.',
    coveredTitle: 'The screen is locked: {{user}}',
    coveredText:
      'A form that is not saved is still open behind the lock. Type the password to go back to it.',
    open: 'Open',
    otherPerson: 'Another person',
    after: 'Lock the screen when the PC is not used',
    minutes_one: '{{count}} minute',
    minutes_few: '{{count}} minutes',
    minutes_many: '{{count}} minutes',
    minutes_other: '{{count}} minutes',
  },
}
