import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../shared/kit/clock.ts'
import { findBrowser } from './find-browser.ts'
import { projectRoot, spawnNode } from './run-tool.ts'
import type { StartOptions } from './start-options.ts'

export interface OpenShell {
  kind: 'electron' | 'browser' | 'none'
  /** Why it is not the better one, for the person who started it. */
  note?: string
  process?: ChildProcess
}

const electronFolder = join(projectRoot, 'node_modules', 'electron')
const failedMark = join(projectRoot, 'node_modules', '.lekar-electron-not-downloaded')
const dayMs = 24 * 3600 * 1000

function electronBinary(): string | undefined {
  const pathFile = join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

/** Downloads Electron's binary; a failure is remembered for a day, so that every start stays quick. */
async function downloadElectron(nowMs: number): Promise<string | undefined> {
  if (existsSync(failedMark) && nowMs - statSync(failedMark).mtimeMs < dayMs) return undefined
  console.log('Downloading Electron (once, about 100 MB)...')
  const child = spawnNode(join(electronFolder, 'install.js'), [])
  const patience = setTimeout(() => child.kill('SIGKILL'), 300_000)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(patience)
  if (code !== 0) writeFileSync(failedMark, '')
  return electronBinary()
}

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

// Chromium refuses its sandbox to root; who works as root has chosen so.
const rootFlags = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/** Opens the workplace in the best shell this machine has. The workplace is at `url`. */
export async function openShell(
  wish: StartOptions['shell'],
  url: string,
  dataFolder: string,
): Promise<OpenShell> {
  if (wish === 'none') return { kind: 'none' }
  if (!hasDisplay()) return { kind: 'none', note: 'this session has no display' }
  if (wish === 'auto' || wish === 'electron') {
    const binary = electronBinary() ?? (await downloadElectron(systemClock.now()))
    if (binary !== undefined)
      return {
        kind: 'electron',
        process: spawnDetachedOutput(binary, [...rootFlags(), projectRoot, `--server=${url}`]),
      }
    if (wish === 'electron') return { kind: 'none', note: 'Electron could not be downloaded' }
  }
  const browser = findBrowser()
  if (browser === undefined) return { kind: 'none', note: 'no Chromium, Chrome or Edge was found' }
  const profile = join(dataFolder, 'browser-profile')
  const flags = [
    `--app=${url}/app/`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--window-size=1366,768',
  ]
  return {
    kind: 'browser',
    ...(wish === 'auto' ? { note: 'Electron is not there, so an installed browser is used' } : {}),
    process: spawnDetachedOutput(browser, [...flags, ...rootFlags()]),
  }
}

const spawnDetachedOutput = (file: string, args: string[]): ChildProcess =>
  spawn(file, args, { stdio: 'ignore' })
