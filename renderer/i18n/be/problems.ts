import type { problems as ru } from '../ru/problems.ts'

export const problems: typeof ru = {}
