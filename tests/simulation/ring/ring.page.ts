// Runs in a real browser, on the server's own origin as the line gives it: the workplace's data without a screen.
import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { newEnvelope } from '#shared/domain/common/command-context.ts'
import { type Patient, patientSchemaVersion } from '#shared/domain/patient/patient.schema.ts'
import { type Visit, visitSchemaVersion } from '#shared/domain/visit/visit.schema.ts'
import { isoNow, systemClock } from '#shared/kit/clock.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import { openWorkplaceData, type SyncStatus, type WorkplaceData } from '../../../renderer/data/index.ts'

let data: WorkplaceData
let context: CommandContext
let status: SyncStatus
let firstRowMs: number | undefined
let backwards = 0
let partsSent = 0
let filesWaiting = 0
const seen = new Map<string, number>()

function watch() {
  const startedMs = performance.now()
  let last = 0
  data.sync.status.subscribe((next) => {
    status = next
    if ((next.progress?.done ?? last) < last) backwards += 1
    last = next.progress?.done ?? last
  })
  data.patients.watchAll().subscribe((all) => {
    if (all.length > 0) firstRowMs ??= performance.now() - startedMs
  })
}

const ring = {
  /** @param user whose session this page has */
  async open(user: string): Promise<void> {
    context = {
      clock: systemClock,
      hybridClock: createHybridClock(systemClock, user),
      makeId: createMakeId(systemClock, (length) => crypto.getRandomValues(new Uint8Array(length))),
      clinicId: 'demo',
      author: {
        id: `practitioner:demo-${user}`,
        name: 'Замер',
        role: user === 'doctor' ? 'doctor' : 'feldsher',
      },
    }
    data = await openWorkplaceData({ clinicId: 'demo', database: 'clinic-demo', stationId: user, context })
    watch()
  },
  state: () => ({ status, firstRowMs, backwards }),
  /** Writes cards without end; each is told as soon as the repository calls it durable. */
  async write(told: (token: string) => Promise<void>, prefix: string): Promise<void> {
    for (let number = 0; ; number++) {
      const envelope = newEnvelope('patient', patientSchemaVersion, context)
      const token = `${prefix}-${number}`
      const name = { family: 'Лукашевич', given: 'Мария' }
      const patient: Patient = { ...envelope, name, sex: 'female', birthDate: '1960-05-01', note: token }
      await data.patients.save(patient)
      await told(token)
    }
  },
  notes: (): Promise<string[]> =>
    new Promise((resolve, reject) => {
      data.patients.watchAll().subscribe((all) => resolve(all.map((patient) => patient.note ?? '')), reject)
    }),
  /** Signs a visit of the usual size. Resolves with the moment when it was saved, by the machine's clock. */
  async sign(patientId: string, token: string): Promise<number> {
    const envelope = newEnvelope('visit', visitSchemaVersion, context)
    const visit: Visit = {
      ...envelope,
      patientId,
      kind: 'ambulatory',
      startedAt: isoNow(systemClock),
      complaints: `${token} Кашель сухой, насморк, слабость, температура до 37,8 третий день.`,
      findings: 'Зев гиперемирован, дыхание везикулярное, хрипов нет. Живот мягкий, безболезненный.',
      plan: 'Обильное питьё, парацетамол 500 мг при температуре выше 38,5. Явка через 3 дня.',
      diagnoses: [
        {
          id: context.makeId('diagnosis'),
          coding: {
            system: 'icd-10',
            code: 'J06.9',
            display: 'Острая инфекция верхних дыхательных путей неуточнённая',
          },
          role: 'main',
          certainty: 'final',
          course: 'acute',
        },
      ],
      status: 'signed',
      practitioner: context.author,
      version: 1,
      rootId: envelope.id,
    }
    await data.visits.save(visit)
    return Date.now()
  },
  /** Notes when visits of this patient appear. */
  follow(patientId: string): void {
    data.visits.watchOfPatient(patientId).subscribe((visits) => {
      for (const { complaints = '' } of visits) {
        const token = complaints.split(' ')[0]!
        if (!seen.has(token)) seen.set(token, Date.now())
      }
    })
  },
  /** Adds a scan of so many bytes that cannot be packed; it goes to the server after the records. */
  async keepFile(patientId: string, length: number): Promise<void> {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
    if ((await data.files.readiness()) !== 'ready') throw new Error('no key for files')
    await data.files.keep(patientId, { type: 'image/jpeg', bytes })
    data.files.waiting.subscribe((files) => {
      partsSent = [...files.values()].reduce((sum, { sent }) => sum + sent, 0)
      filesWaiting = files.size
    })
  },
  filesOnWay: () => ({ filesWaiting, partsSent }),
  seenAt: (token: string) => seen.get(token),
  somePatient: (): Promise<string> =>
    new Promise((resolve, reject) => {
      data.patients.watchAll().subscribe((all) => all[0] && resolve(all[0].id), reject)
    }),
}
export type Ring = typeof ring
Object.assign(globalThis, { ring })
