import type { sync as ru } from '../ru/sync.ts'

export const sync: typeof ru = {
  title: 'Synchronisation',
  lines: {
    starting: 'Checking the link…',
    firstSync: 'First download',
    fine: 'Synchronised, {{time}}',
    onlyHere: 'Only on this PC: {{count}}',
    offlineSince: 'No connection since {{time}}',
    offlineNever: 'No connection to the server',
    refused: 'Refused by the server: {{count}}',
    signInNeeded: 'Sign in again',
    problem: 'Synchronisation does not work',
    stopped: 'Synchronisation has stopped',
  },
  phases: {
    starting: 'starting',
    'first-sync': 'first download',
    syncing: 'exchanging',
    idle: 'everything is sent',
    offline: 'no connection',
    error: 'error',
    stopped: 'stopped',
  },
  details: {
    state: 'State',
    lastContact: 'The server answered',
    never: 'not yet',
    onlyHere: 'Only on this PC',
    refused: 'Not accepted by the server',
    since: 'Since {{time}}.',
    safe: 'These records are safe on this PC and will be sent by themselves. Do not leave the PC off for long and do not clear the browser’s data.',
    firstSync: 'Downloading the records of the clinic',
    retry: 'Synchronise now',
    openInbox: 'Open the inbox',
  },
  marks: {
    onServer: 'On the server',
    onlyHere: 'Only on this PC',
    refused: 'Refused by the server',
  },
}
