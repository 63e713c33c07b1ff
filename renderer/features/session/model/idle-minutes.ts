import { storedChoice } from './stored-choice.ts'

/** After how many minutes without a key or a movement the screen locks. */
export const idleChoices = [1, 3, 5, 10, 15] as const
export type IdleMinutes = (typeof idleChoices)[number]

/** This PC's choice; five minutes until somebody chose. */
export const { read: idleMinutes, choose: chooseIdleMinutes } = storedChoice<IdleMinutes>(
  'lekar.lock-minutes',
  idleChoices,
  5,
)
