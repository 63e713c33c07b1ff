import type { Envelope } from './envelope.ts'
import type { MergeInput, Rules } from './three-way-merge.ts'

/** Bookkeeping of every document: decided by the hybrid clock, never a matter for a person. */
export const envelopeRules: Rules = {
  updatedAt: { kind: 'greatest' },
  createdAt: { kind: 'least' },
  schemaVersion: { kind: 'greatest' },
}

/** Who made the later of the two changes. */
export const laterAuthor = ({ local, server }: MergeInput<Envelope>) =>
  local.updatedAt > server.updatedAt ? local.author : server.author

/** The three states without the author, who follows the time and is no field to merge. */
export const withoutAuthor = <T extends Envelope>({ base, local, server }: MergeInput<T>) => {
  const strip = ({ author, ...rest }: T) => rest
  return { base: base && strip(base), local: strip(local), server: strip(server) }
}
