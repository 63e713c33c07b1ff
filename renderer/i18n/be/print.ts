import type { printTexts as ru } from '../ru/print.ts'

export const printTexts: typeof ru = {}
