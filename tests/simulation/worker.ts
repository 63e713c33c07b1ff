// One of the processes that run seeds. Time, chance and threads are put in place before anything else is loaded.

import { saboteurs } from './saboteurs.ts'
import { installOneThread } from './world/one-thread.ts'
import { installRealms } from './world/realms.ts'
import { installVirtualTime } from './world/virtual-time.ts'

export interface Job {
  seeds: number[]
  stations: number
  sabotage: string | undefined
  folder: string
}

const job = JSON.parse(process.argv[2]!) as Job
const saboteur = saboteurs.find(({ name }) => name === job.sabotage)
const machineMs = performance.now.bind(performance)
const time = installVirtualTime()
const { chance } = installOneThread()
const { unused } = installRealms(saboteur?.patches ?? [])

async function run() {
  const { runSeed } = await import('./world/run-seed.ts')
  const realms = []
  for (let index = 0; index < job.stations; index++)
    realms.push((await import(`./realm/station-realm.ts?realm=${index}`)).realm)
  if (unused().length > 0) throw new Error(`the saboteur finds no place: ${JSON.stringify(unused())}`)
  for (const seed of job.seeds) {
    const startedMs = machineMs()
    const result = await runSeed({ seed, stations: job.stations, time, realms, chance, folder: job.folder })
    await new Promise((resolve) =>
      process.send?.({ ...result, wallMs: Math.round(machineMs() - startedMs) }, resolve),
    )
  }
}
await run()
process.disconnect?.()
process.exit(0)
