// Runs in the browser, on the workplace's own origin, in a database of its own: the workplace's is sealed with the PC's key.
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { openWorkplaceData } from '../../renderer/data/index.ts'
import { benchContext, benchKeys, benchVisit } from './bench-context.ts'

/** Milliseconds of each save of a visit until it is durable, with sync going on beside it. */
async function saveVisits(count: number): Promise<number[]> {
  const data = await openWorkplaceData({
    clinicId: 'demo',
    database: 'clinic-demo',
    localName: 'bench-save',
    dataKeys: await benchKeys(),
    stationId: 'bench',
    context: benchContext,
  })
  const patients = await new Promise<readonly Patient[]>((resolve, reject) => {
    data.sync.status.subscribe(({ phase }) => {
      if (phase === 'idle')
        data.patients.watchAll().subscribe((all) => all.length > 0 && resolve(all), reject)
    }, reject)
  })
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const visit = benchVisit(patients[i % patients.length]!.id)
    const startedMs = performance.now()
    await data.visits.save(visit)
    times.push(performance.now() - startedMs)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await data.close()
  return times
}

Object.assign(globalThis, { saveVisits })
