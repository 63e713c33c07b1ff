/** A number out of a few that somebody chooses for this PC; `usual` until then, and where another one is stored. */
export function storedChoice<N extends number>(key: string, choices: readonly N[], usual: N) {
  return {
    read(storage: Pick<Storage, 'getItem'> = localStorage): N {
      const kept = Number(storage.getItem(key))
      return choices.find((choice) => choice === kept) ?? usual
    },
    choose: (choice: N): void => localStorage.setItem(key, String(choice)),
  }
}
