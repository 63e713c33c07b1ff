import { create } from 'zustand'

export type InboxShelf = 'open' | 'resolved'

interface InboxChoice {
  shelf: InboxShelf
  chosenId: string | undefined
  choose(id: string, shelf?: InboxShelf): void
  show(shelf: InboxShelf): void
}

/** Which item the inbox shows, and on which shelf; a card that leads here chooses its own before it goes. */
export const useInboxChoice = create<InboxChoice>((set) => ({
  shelf: 'open',
  chosenId: undefined,
  choose: (chosenId, shelf = 'open') => set({ chosenId, shelf }),
  show: (shelf) => set({ shelf }),
}))
