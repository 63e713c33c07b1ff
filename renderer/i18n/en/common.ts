import type { common as ru } from '../ru/common.ts'

export const common: typeof ru = {}
