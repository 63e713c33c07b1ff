import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../../build/launch/find-browser.ts'

/** Why browser tests are left out here; undefined where a browser is installed. */
export const browserPath = findBrowser()
export const needsBrowser = browserPath === undefined ? ' (left out: no Chromium is installed)' : ''

export const browserArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ args: browserArguments, ...(browserPath ? { executablePath: browserPath } : {}) })
