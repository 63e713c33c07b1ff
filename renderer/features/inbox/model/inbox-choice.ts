import { create } from 'zustand'

/** Which item the inbox shows; a card that leads here chooses its own before it goes. */
export const useInboxChoice = create<{ chosenId: string | undefined; choose(id: string): void }>((set) => ({
  chosenId: undefined,
  choose: (chosenId) => set({ chosenId }),
}))
