import type { patients as ru } from '../ru/patients.ts'

export const patients: typeof ru = {}
