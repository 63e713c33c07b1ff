import type { settings as ru } from '../ru/settings.ts'

export const settings: typeof ru = {}
