import type { CommandContext } from '#shared/domain/common/command-context.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { systemClock } from '#shared/kit/clock.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import { type LiveQuery, openWorkplaceData, type WorkplaceData } from '../../../renderer/data/index.ts'

/** What the driver calls in the page, by name. Times are milliseconds. */

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const context: CommandContext = {
  clock: systemClock,
  hybridClock: createHybridClock(systemClock, 'bench'),
  makeId: createMakeId(systemClock, random),
  clinicId: 'demo',
  author: { id: 'practitioner:bench', name: 'Замер', role: 'doctor' },
}
let data: WorkplaceData

const until = <T>(query: LiveQuery<T>, fits: (value: T) => boolean): Promise<T> =>
  new Promise((resolve, reject) => {
    const end = query.subscribe((value) => {
      if (!fits(value)) return
      resolve(value)
      queueMicrotask(() => end())
    }, reject)
  })

const bench = {
  async open(): Promise<{ openMs: number; listMs: number; patients: number }> {
    const startedMs = performance.now()
    data = await openWorkplaceData({ clinicId: 'demo', database: 'clinic-demo', stationId: 'bench', context })
    const openMs = performance.now() - startedMs
    const list = await until<readonly Patient[]>(data.patients.watchAll(), () => true)
    return { openMs, listMs: performance.now() - startedMs, patients: list.length }
  },
  async synced(): Promise<{ doneMs: number; heapBytes: number }> {
    await until(data.sync.status, (status) => status.phase === 'idle')
    const memory = (performance as { memory?: { usedJSHeapSize: number } }).memory
    return { doneMs: performance.now(), heapBytes: memory?.usedJSHeapSize ?? 0 }
  },
  async saveVisits(count: number): Promise<number[]> {
    const [patient] = await until(data.patients.watchAll(), (all) => all.length > 0)
    const times: number[] = []
    for (let i = 0; i < count; i++) {
      const visit = newVisit(patient!.id, 'кашель, насморк '.repeat(20))
      const startedMs = performance.now()
      await data.visits.save(visit)
      times.push(performance.now() - startedMs)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    return times
  },
  async openCards(count: number): Promise<number[]> {
    const patients = await until(data.patients.watchAll(), (all) => all.length > 0)
    const times: number[] = []
    for (const patient of patients.slice(0, count)) {
      const startedMs = performance.now()
      await until(data.visits.watchOfPatient(patient.id), () => true)
      times.push(performance.now() - startedMs)
    }
    return times
  },
  /** Waits for a patient whose note is the token; answers with the time of day. */
  async seen(token: string): Promise<number> {
    await until(data.patients.watchAll(), (all) => all.some((patient) => patient.note === token))
    return Date.now()
  },
  async mark(token: string): Promise<number> {
    const [patient] = await until(data.patients.watchAll(), (all) => all.length > 0)
    const startedMs = Date.now()
    await data.patients.save({ ...patient!, note: token, updatedAt: context.hybridClock.next() })
    return startedMs
  },
}
export type Bench = typeof bench
Object.assign(globalThis, { bench })

function newVisit(patientId: string, findings: string): Visit {
  const id = context.makeId('visit')
  const now = new Date(systemClock.now()).toISOString()
  return {
    id,
    type: 'visit',
    schemaVersion: 1,
    clinicId: 'demo',
    createdAt: now,
    updatedAt: context.hybridClock.next(),
    author: context.author,
    patientId,
    kind: 'ambulatory',
    startedAt: now,
    findings,
    diagnoses: [],
    status: 'signed',
    practitioner: context.author,
    version: 1,
    rootId: id,
  }
}
