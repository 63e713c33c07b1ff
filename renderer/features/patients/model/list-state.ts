import { create } from 'zustand'

interface ListState {
  query: string
  stationId: string
  settlement: string
  /** The row the keyboard stands on. */
  activeId: string | undefined
  set(change: Partial<Omit<ListState, 'set'>>): void
}

/** What the list shows; kept while a card is open, so that "back" comes back to the same place. */
export const useListState = create<ListState>((set) => ({
  query: '',
  stationId: '',
  settlement: '',
  activeId: undefined,
  set: (change) => set(change),
}))
