import type { CommandLine } from 'electron'

/** Switches of Chromium that take a lock off: a package does not start with one of them. */
export const refusedSwitches = [
  'allow-file-access-from-files',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'auto-open-devtools-for-tabs',
  'disable-site-isolation-trials',
  'disable-web-security',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'load-extension',
  'log-net-log',
  'no-sandbox',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
] as const

/** Which of them somebody has given. Fuses close Node's own (`--inspect`, `NODE_OPTIONS`); Chromium's have none. */
export const givenRefusedSwitches = (commandLine: Pick<CommandLine, 'hasSwitch'>): string[] =>
  refusedSwitches.filter((name) => commandLine.hasSwitch(name))
