import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { newEnvelope } from '#shared/domain/common/command-context.ts'
import { type Visit, visitSchemaVersion } from '#shared/domain/visit/visit.schema.ts'
import { isoNow, systemClock } from '#shared/kit/clock.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import type { DataKeys } from '../../renderer/data/encryption/row-seal.ts'

/** Who saves on a page of the bench. */
export const benchContext: CommandContext = {
  clock: systemClock,
  hybridClock: createHybridClock(systemClock, 'bench'),
  makeId: createMakeId(systemClock, (length) => crypto.getRandomValues(new Uint8Array(length))),
  clinicId: 'demo',
  author: { id: 'practitioner:demo-doctor', name: 'Замер', role: 'doctor' },
}

/** Rows are sealed as in a clinic, with a key of the page's own. */
export async function benchKeys(): Promise<DataKeys> {
  const algorithm = { name: 'AES-GCM', length: 256 }
  const key = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt'])
  return { current: 1, keys: new Map([[1, key]]) }
}

/** A signed visit of the usual size. */
export function benchVisit(patientId: string): Visit {
  const envelope = newEnvelope('visit', visitSchemaVersion, benchContext)
  return {
    ...envelope,
    patientId,
    kind: 'ambulatory',
    startedAt: isoNow(systemClock),
    complaints: 'Кашель, насморк, слабость. '.repeat(10),
    findings: 'Зев гиперемирован, дыхание везикулярное, хрипов нет. '.repeat(8),
    diagnoses: [],
    status: 'signed',
    practitioner: benchContext.author,
    version: 1,
    rootId: envelope.id,
  }
}
