import type { session as ru } from '../ru/session.ts'

export const session: typeof ru = {}
