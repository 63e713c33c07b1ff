// `npm run seed`: fills a server with the demonstration clinic, or writes its documents to a file.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { systemClock } from '#shared/kit/clock.ts'
import { generateClinic } from './generate-clinic.ts'
import { parseSeedOptions, seedHelp } from './seed-options.ts'
import { seedServer } from './seed-server.ts'

const parsed = parseSeedOptions(process.argv.slice(2), process.env)
if (!parsed.ok || parsed.value === 'help') {
  console.log(parsed.ok ? seedHelp : `${parsed.error}\n\n${seedHelp}`)
  process.exit(parsed.ok ? 0 : 2)
}
const options = parsed.value
const startedMs = performance.now()
const seconds = () => ((performance.now() - startedMs) / 1000).toFixed(1)
const todayMs = options.todayMs ?? systemClock.now()

if (options.out !== undefined) {
  const file = createWriteStream(options.out)
  let documents = 0
  for (const batch of generateClinic({ ...options, todayMs })) {
    documents += batch.length
    const text = batch.map((document) => `${JSON.stringify(document)}\n`).join('')
    if (!file.write(text)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  console.log(`${documents} documents in ${options.out}, ${seconds()} s`)
} else if (options.adminPassword === undefined) {
  console.error(`The administrator's password is missing.\n\n${seedHelp}`)
  process.exitCode = 2
} else {
  let lastTenth = 0
  try {
    const report = await seedServer({
      url: options.server,
      adminUser: options.adminUser,
      adminPassword: options.adminPassword,
      patients: options.patients,
      visits: options.visits,
      seed: options.seed,
      todayMs,
      onProgress(done, total) {
        const tenth = Math.floor((done / total) * 10)
        if (tenth > lastTenth) console.log(`${tenth * 10} % (${done} of ${total} patients and visits)`)
        lastTenth = tenth
      },
    })
    console.log(`${report.added} documents added, ${report.present} were there already, ${seconds()} s`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
