import type { importTexts as ru } from '../ru/import.ts'

export const importTexts: typeof ru = {}
