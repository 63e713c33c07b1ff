export { openWorkplaceData } from './open-workplace-data.ts'
export type { OpenOptions } from './options.ts'
export { useLive, useWorkplace, type Workplace, WorkplaceProvider } from './workplace-context.tsx'
export type * from './workplace-data.ts'
