import type { Patch } from './world/realms.ts'

export interface Saboteur {
  name: string
  patches: readonly Patch[]
}
export const saboteurs: readonly Saboteur[] = []
