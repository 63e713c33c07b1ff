// The part that runs before anything is installed: plain JavaScript for any Node from 20.19 on, no dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const stampFile = join(root, 'node_modules', '.lekar-installed')

/** @returns {string} what the installed packages must agree with */
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash()

/**
 * Stops with words when this Node is too old to install anything.
 * @returns {void}
 */
function checkOwnNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Lekar needs Node.js 20.19 or newer to install itself; this is ${process.versions.node}.`)
  console.error('Install it from https://nodejs.org (or your distribution) and run the command again.')
  process.exit(1)
}

/**
 * Installs what the lockfile names, once for each lockfile, with one line of progress.
 * @returns {Promise<void>}
 */
async function install() {
  if (isInstalled()) return
  const startedMs = performance.now()
  const seconds = () => Math.round((performance.now() - startedMs) / 1000)
  const say = (/** @type {string} */ text) =>
    process.stdout.isTTY ? process.stdout.write(`\r\x1b[K${text}`) : undefined
  console.log('Installing packages (once, about a minute)...')
  const ticker = setInterval(() => say(`  ${seconds()} s`), 1000)
  // Not `npm ci`: it refuses a lockfile that lacks another platform's binary (npm/cli#9846), and ours was written
  // where not every platform's package could be seen. `--no-save` keeps to the lockfile and leaves it as it is.
  const child = spawn('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => {
    child.on('close', resolve)
    child.on('error', (error) => {
      output += error.message
      resolve(1)
    })
  })
  clearInterval(ticker)
  say('')
  if (code !== 0) {
    console.error(output)
    console.error(
      'The packages could not be installed. Check the connection to the npm registry and try again.',
    )
    process.exit(1)
  }
  writeFileSync(stampFile, lockHash())
  console.log(`Packages installed in ${seconds()} s.`)
}

/**
 * The pinned Node that the packages brought, or this one where it is new enough.
 * @returns {string} path of the executable
 */
function findNode() {
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  for (const name of names) {
    const platformName = name.replace('win32', 'win')
    const path = join(root, 'node_modules', platformName, 'bin', file)
    if (existsSync(path) && spawnSync(path, ['--version']).status === 0) return path
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(`There is no packaged Node 24 for ${process.platform}-${process.arch}.`)
  console.error('Install Node.js 24 from https://nodejs.org and run the command again.')
  process.exit(1)
}

/**
 * Installs what is missing, then runs a TypeScript entry with the project's own Node and ends with its exit code.
 * @param {string} entry path from the project's root
 * @returns {Promise<void>}
 */
export async function runWithOwnNode(entry) {
  checkOwnNode()
  await install()
  const child = spawn(findNode(), [join(root, entry), ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to both; the child ends in its own time and we go with it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
