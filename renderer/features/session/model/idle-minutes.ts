/** After how many minutes without a key or a movement the screen locks. */
export const idleChoices = [1, 3, 5, 10, 15] as const
export type IdleMinutes = (typeof idleChoices)[number]

const key = 'lekar.lock-minutes'
const usual: IdleMinutes = 5

/** This PC's choice; five minutes until somebody chose. */
export function idleMinutes(storage: Pick<Storage, 'getItem'> = localStorage): IdleMinutes {
  const kept = Number(storage.getItem(key))
  return idleChoices.find((minutes) => minutes === kept) ?? usual
}

export const chooseIdleMinutes = (minutes: IdleMinutes): void => localStorage.setItem(key, String(minutes))
