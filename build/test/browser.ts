import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from '../launch/find-browser.ts'
import { runTool } from '../launch/run-tool.ts'

const isDebianRoot = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

const apt = (...args: string[]): boolean =>
  spawnSync('apt-get', ['-y', '-q', ...args], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

/** Packages of Debian that the journeys need: a browser, and a reader of the PDFs they make. */
const debianPackages = ['chromium', 'poppler-utils', 'fonts-dejavu-core']

/**
 * Makes sure that a Chromium is there for the journeys: an installed one, else by apt (root on Debian), else
 * Playwright's own download. Answers what is wrong, nothing when all is well.
 */
export async function ensureBrowser(print: (line: string) => void): Promise<string[]> {
  const complete = findBrowser() !== undefined && spawnSync('pdftotext', ['-v']).status === 0
  if (complete) return []
  if (isDebianRoot()) {
    print('Installing Chromium by apt-get (once)...')
    const installed =
      apt('install', ...debianPackages) || (apt('update') && apt('install', ...debianPackages))
    return installed ? [] : ['apt-get could not install chromium and poppler-utils']
  }
  if (findBrowser() !== undefined) return []
  print("Downloading Playwright's Chromium (once)...")
  return await runTool('playwright', ['install', 'chromium'])
}
