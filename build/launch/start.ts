// `npm start`: builds, starts the sync server, fills a demonstration clinic on first run, opens the workplace.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoAccounts } from '../seed/demo-clinic.ts'
import { demoPatientSignIn } from '../seed/demo-patient.ts'
import { seedServer } from '../seed/seed-server.ts'
import { adminPassword } from './admin-password.ts'
import { build } from './build-product.ts'
import { openShell } from './open-shell.ts'
import { progressLine } from './progress-line.ts'
import { isPortBusy, startServer } from './server-process.ts'
import { parseStartOptions, startHelp } from './start-options.ts'

const options = parseStartOptions(process.argv.slice(2))
if (!options.ok || options.value === 'help') {
  console.log(options.ok ? startHelp : `${options.error}\n\n${startHelp}`)
  process.exit(options.ok ? 0 : 2)
}
const { port, dataFolder, shell, patients, visits, empty } = options.value

if (await isPortBusy(port)) {
  console.error(`Port ${port} is taken by another program (or by Lekar, already started).`)
  console.error(`Close it, or choose another port: npm start -- --port ${port + 1}`)
  process.exit(1)
}

const product = await build({ onlyIfChanged: true })
if (product.problems.length > 0) {
  console.error(`${product.problems.join('\n')}\nThe workplace could not be built.`)
  process.exit(1)
}
if (product.built) console.log(`Workplace built in ${product.seconds} s.`)

const password = adminPassword(dataFolder)
const server = await startServer({ port, dataFolder, adminPassword: password }).catch((error: Error) => {
  console.error(`The sync server did not start: ${error.message}`)
  process.exit(1)
})

let stopping = false
const stop = async (code: number): Promise<never> => {
  if (!stopping) {
    stopping = true
    console.log('\nStopping...')
    shellProcess?.kill('SIGTERM')
    await server.stop()
  }
  process.exit(code)
}
let shellProcess: Awaited<ReturnType<typeof openShell>>['process']
process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
server.process.once('exit', () => {
  if (stopping) return
  console.error('The sync server has ended unexpectedly. Its data is safe; start again with npm start.')
  shellProcess?.kill('SIGTERM')
  process.exit(1)
})

// Another number when the demonstration has got more: a folder of before is completed.
const seededMark = join(dataFolder, 'demonstration-filled-2')
if (!existsSync(seededMark)) {
  const progress = progressLine(empty ? 'Making an empty clinic' : 'Filling the demonstration clinic')
  await seedServer({
    url: server.url,
    adminUser: 'admin',
    adminPassword: password,
    patients: empty ? 0 : patients,
    visits: empty ? 0 : visits,
    onProgress: progress.update,
  })
  progress.end()
  writeFileSync(seededMark, '')
}

const opened = await openShell(shell, server.url, dataFolder)
shellProcess = opened.process
console.log(`\nLekar: ${server.url}/app/`)
console.log('Demonstration accounts (name / password):')
const accounts = empty ? demoAccounts : [...demoAccounts, demoPatientSignIn]
for (const { user, password: secret, title } of accounts) console.log(`  ${user} / ${secret}  (${title})`)
if (opened.note !== undefined) console.log(`Note: ${opened.note}.`)
if (opened.kind === 'none') console.log('Open the address above in Chromium, Chrome or Edge.')
console.log('Ctrl-C ends everything; the data stays in', dataFolder)
