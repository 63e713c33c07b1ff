import { defineConfig } from '@playwright/test'
import { findBrowser } from './build/launch/find-browser.ts'

// An installed Chromium or Chrome comes first; where there is none, Playwright's own download is used.
const executablePath = findBrowser()

// Chromium refuses its sandbox to root; the other flags keep it from calling home in the middle of a journey.
const args = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// Without a locale of Unicode Chromium calls a file whose name is not English "download".
const env = { ...process.env, LC_ALL: 'C.UTF-8' }

export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: 'test-results',
  // One after the other: each journey has servers and stations of its own, and the machine may be small.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    viewport: { width: 1366, height: 768 },
    locale: 'ru-RU',
    timezoneId: 'Europe/Minsk',
    trace: 'retain-on-failure',
    launchOptions: { args, env, ...(executablePath === undefined ? {} : { executablePath }) },
  },
})
