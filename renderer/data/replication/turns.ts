/** At most so many at once, the rest in the order they came. Keeps pushes from taking every connection (trap T11). */
export interface Turns {
  take<T>(work: () => Promise<T>): Promise<T>
}

export function createTurns(places: number): Turns {
  let free = places
  const waiting: (() => void)[] = []
  return {
    async take(work) {
      if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
      else free -= 1
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
