import type { sync as ru } from '../ru/sync.ts'

export const sync: typeof ru = {}
