import type { inbox as ru } from '../ru/inbox.ts'

export const inbox: typeof ru = {}
