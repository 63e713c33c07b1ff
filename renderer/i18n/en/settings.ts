import type { settings as ru } from '../ru/settings.ts'

export const settings: typeof ru = {
  title: 'Settings',
  language: 'Language',
  thisPc: 'This computer',
  sync: 'Synchronisation',
  diagnostics: 'Diagnostics',
  station: 'Station',
  version: 'Program version',
  shell: 'Shell',
  used: 'Used on disk',
  available: 'Available',
  persistence: 'Protection of the data from clearing',
  persisted: 'on: the browser will not delete the data by itself',
  notPersisted: 'off: the browser may delete the data when space runs out',
  persist: 'Turn on',
  persistRefused: 'The browser refused. Install the program on the desktop and try again.',
  shells: { electron: 'Windows/Linux program', browser: 'browser' },
  report: {
    text: 'A report for IT. It holds no patient data.',
    copy: 'Copy the report',
    copied: 'The report is copied',
  },
  server: 'Server',
  units: { kb: 'KB', mb: 'MB', gb: 'GB' },
  unknown: 'unknown',
}
