import { z } from 'zod'
import type { Records } from '../store/store.ts'

const stateSchema = z.object({
  born: z.string(),
  purged: z.string(),
  updateSeq: z.string(),
  since: z.string(),
})
/** Of which database a mirror is, and up to where. */
export type MirrorState = z.infer<typeof stateSchema>

const recordKind = 'mirror'

/** The state of the mirror of one clinic, on disk beside it. */
export const createMirrorState = (records: Records, database: string) => ({
  now(): MirrorState | undefined {
    const state = stateSchema.safeParse(records.get(recordKind, database))
    return state.success ? state.data : undefined
  },
  keep: (state: MirrorState): void => records.put(recordKind, database, state),
  remove: (): void => records.remove(recordKind, database),
})
