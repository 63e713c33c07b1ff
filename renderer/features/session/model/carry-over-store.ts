import { create } from 'zustand'
import type { CarryOverProgress } from '../../../data/migrations/carry-over.ts'

/** How far the data of this PC is carried over to the program's new format, while it is. */
export const useCarryOver = create<{
  progress: CarryOverProgress | undefined
  set(progress: CarryOverProgress | undefined): void
}>((set) => ({ progress: undefined, set: (progress) => set({ progress }) }))
