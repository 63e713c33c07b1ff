import type { errors as ru } from '../ru/errors.ts'

export const errors: typeof ru = {}
