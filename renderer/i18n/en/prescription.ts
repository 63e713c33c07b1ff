import type { prescription as ru } from '../ru/prescription.ts'

export const prescription: typeof ru = {}
