import type { Author } from '#shared/domain/common/envelope.ts'
import { demoClinic } from '../demo-clinic.ts'

/** What every document of the demonstration carries; `at` is the moment of writing, ISO 8601 in UTC. */
export const seedEnvelope = <T extends string>(type: T, key: string, at: string, author: Author) => ({
  id: `${type}:${key}`,
  type,
  schemaVersion: 1,
  clinicId: demoClinic.id,
  createdAt: at,
  updatedAt: `${at}-0000-seed`,
  author,
})
