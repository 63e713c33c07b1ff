import type { Clock } from '../../kit/clock.ts'
import { isoNow } from '../../kit/clock.ts'
import type { HybridClock } from '../../kit/hybrid-clock.ts'
import type { MakeId } from '../../kit/ids.ts'
import type { Author, Envelope } from './envelope.ts'

/** Everything a command needs from outside; handed in, so that commands stay pure. */
export interface CommandContext {
  clock: Clock
  hybridClock: HybridClock
  makeId: MakeId
  clinicId: string
  author: Author
}

/** One thing wrong with one field. `code` names a text in `renderer/i18n/<lang>/problems.ts`. */
export interface FieldProblem {
  /** Where: `birthDate`, `diagnoses.0.code`. */
  path: string
  code: string
  /** `warning` may be saved, `error` may not. */
  severity: 'error' | 'warning'
  /** Values for the text, never a patient's data in a log. */
  values?: Record<string, string | number>
}

/** The envelope of a new document of this type. */
export function newEnvelope<T extends string>(type: T, schemaVersion: number, context: CommandContext) {
  return {
    id: context.makeId(type),
    type,
    schemaVersion,
    clinicId: context.clinicId,
    createdAt: isoNow(context.clock),
    updatedAt: context.hybridClock.next(),
    author: context.author,
    ...doubt(context),
  }
}

/** The mark of a PC whose clock cannot be trusted. */
function doubt({ hybridClock }: CommandContext): { clockOffMs?: number } {
  const clockOffMs = hybridClock.offMs()
  return clockOffMs === undefined ? {} : { clockOffMs }
}

/** The document with who and when of its newest change. */
export function touched<T extends Envelope>(document: T, context: CommandContext): T {
  return { ...document, updatedAt: context.hybridClock.next(), author: context.author, ...doubt(context) }
}
