import type { visit as ru } from '../ru/visit.ts'

export const visit: typeof ru = {}
