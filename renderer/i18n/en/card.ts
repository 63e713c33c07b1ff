import type { card as ru } from '../ru/card.ts'

export const card: typeof ru = {}
