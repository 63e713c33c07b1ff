import { type Envelope, envelopeSchema } from '#shared/domain/common/envelope.ts'
import { aggregates, collectionOfType } from '#shared/domain/registry.ts'
import { upgraded } from '#shared/domain/upgrades.ts'
import { problems, type WriteProblem } from './problems.ts'

/** Why a document does not pass the schema of its type; names of fields alone, never what stands in them. */
export function schemaProblemOf(type: string, document: Record<string, unknown>): WriteProblem | undefined {
  const collection = collectionOfType(type)
  // A type that only a newer version knows passes with a sound envelope (trap T5).
  const parsed = (collection ? aggregates[collection].schema : envelopeSchema).safeParse(asToday(document))
  if (parsed.success) return undefined
  // Paths only: an issue's message may quote what was written about a person.
  const paths = [...new Set(parsed.error.issues.map((issue) => fieldPath(issue.path)))].slice(0, 5)
  return { code: problems.schema.code, text: `${problems.schema.text}: ${paths.join(', ')}` }
}

/** Stations that were not updated yet write documents of earlier versions. */
function asToday(document: Record<string, unknown>): unknown {
  try {
    return upgraded(document as Envelope)
  } catch {
    // Not even a document of its own version: the schema says what is wrong.
    return document
  }
}

/** Names of fields only: a key inside a record could be anything. */
const fieldPath = (path: PropertyKey[]): string =>
  path
    .map((part) =>
      typeof part === 'number' || /^[A-Za-z0-9]{1,40}$/.test(String(part)) ? String(part) : '*',
    )
    .join('.') || '*'
