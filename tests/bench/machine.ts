import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { findBrowser } from '../../build/launch/find-browser.ts'

/** What the figures were measured on. */
export function machine() {
  const [cpu] = cpus()
  const browser = findBrowser()
  return {
    system: `${type()} ${release()}`,
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    browser: browser === undefined ? 'none' : spawnSync(browser, ['--version']).stdout.toString().trim(),
  }
}
