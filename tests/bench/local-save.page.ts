// Runs in the browser, on the workplace's own origin and database: what a screen calls when it saves.
import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { newEnvelope } from '#shared/domain/common/command-context.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { type Visit, visitSchemaVersion } from '#shared/domain/visit/visit.schema.ts'
import { isoNow, systemClock } from '#shared/kit/clock.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import { openWorkplaceData } from '../../renderer/data/index.ts'

const context: CommandContext = {
  clock: systemClock,
  hybridClock: createHybridClock(systemClock, 'bench'),
  makeId: createMakeId(systemClock, (length) => crypto.getRandomValues(new Uint8Array(length))),
  clinicId: 'demo',
  author: { id: 'practitioner:demo-doctor', name: 'Замер', role: 'doctor' },
}

function visitOf(patientId: string): Visit {
  const envelope = newEnvelope('visit', visitSchemaVersion, context)
  return {
    ...envelope,
    patientId,
    kind: 'ambulatory',
    startedAt: isoNow(systemClock),
    complaints: 'Кашель, насморк, слабость. '.repeat(10),
    findings: 'Зев гиперемирован, дыхание везикулярное, хрипов нет. '.repeat(8),
    diagnoses: [],
    status: 'signed',
    practitioner: context.author,
    version: 1,
    rootId: envelope.id,
  }
}

/** Milliseconds of each save of a visit until it is durable, with sync going on beside it. */
async function saveVisits(count: number): Promise<number[]> {
  const data = await openWorkplaceData({
    clinicId: 'demo',
    database: 'clinic-demo',
    stationId: 'bench',
    context,
  })
  const patients = await new Promise<readonly Patient[]>((resolve, reject) => {
    data.patients.watchAll().subscribe((all) => all.length > 0 && resolve(all), reject)
  })
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const visit = visitOf(patients[i % patients.length]!.id)
    const startedMs = performance.now()
    await data.visits.save(visit)
    times.push(performance.now() - startedMs)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await data.close()
  return times
}

Object.assign(globalThis, { saveVisits })
