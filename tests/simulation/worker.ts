// One of the processes that run seeds. Time, chance and threads are put in place before anything else is loaded.

import type { StationRealm } from './realm/station-realm.ts'
import { saboteurs } from './saboteurs.ts'
import { nothingRan } from './worker-end.ts'
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

async function load() {
  const { runSeed } = await import('./world/run-seed.ts')
  const realms: StationRealm[] = []
  for (let index = 0; index < job.stations; index++)
    realms.push((await import(`./realm/station-realm.ts?realm=${index}`)).realm)
  if (unused().length > 0) throw new Error(`the saboteur finds no place: ${JSON.stringify(unused())}`)
  const { stations, folder } = job
  const oftener = saboteur?.oftener ?? []
  return (seed: number) => runSeed({ seed, stations, time, realms, chance, folder, oftener })
}

const runSeed = await load().catch((cause: unknown) => {
  console.error(cause)
  process.exit(nothingRan)
})
for (const seed of job.seeds) {
  const startedMs = machineMs()
  const result = await runSeed(seed)
  const wallMs = Math.round(machineMs() - startedMs)
  await new Promise((resolve) => process.send?.({ ...result, wallMs }, resolve))
}
process.disconnect?.()
process.exit(0)
