import type { ConflictField } from '../inbox/inbox.schema.ts'
import type { Decided } from './decided.ts'

/** Two edits of one document and the state both started from. */
export interface MergeInput<T> {
  /** Undefined when the common past is not known. */
  base: T | undefined
  local: T
  server: T
}

/** One change that was taken into the merged document, and whose it was. */
export interface Joined {
  path: string
  /** `both`: a text that holds both sides' words now. */
  from: 'local' | 'server' | 'both'
}

export interface MergeResult<T> {
  document: T
  /** Fields where one side's value does not stand in the document, or where a person should look. */
  conflicts: ConflictField[]
  /** What was taken from whom without a question. */
  joined: Joined[]
  /** Documents to keep beside the merged one: the other of two signed records. */
  besides?: T[]
}

export type Rule =
  /** Both changed it: the value that `stands` stands, the conflict is recorded. The rule of everything not named. */
  | { kind: 'ask' }
  /** Members that only make sense together (a personal number and a birth date): never mixed from two edits. */
  | { kind: 'unit'; unit: string }
  /** An object that is never mixed from two edits; the conflict names those of its members that differ. */
  | { kind: 'whole' }
  /** Free text: both stay, joined visibly. Where that would be longer than allowed, a person is asked. */
  | { kind: 'text'; maxLength?: number }
  /** Of two values the one named first stands; recorded, as it is a matter for a person. */
  | { kind: 'rank'; order: readonly string[] }
  /** Bookkeeping, not recorded: the greater or the smaller value. */
  | { kind: 'greatest' | 'least' }
  /** A list of items with ids: united by id. */
  | { kind: 'items'; rules: Rules }
  /** An object whose members merge one by one. */
  | { kind: 'members'; rules: Rules }

export type Rules = Readonly<Record<string, Rule>>

/** What persons decided before, by side. */
export interface Decisions {
  base: Decided
  local: Decided
  server: Decided
}
