import { storedChoice } from './stored-choice.ts'

/** For how many hours after the password a PIN is enough. The server's pass ends after twelve. */
export const pinHourChoices = [4, 8, 12] as const
export type PinHours = (typeof pinHourChoices)[number]

/** This PC's choice; twelve hours until somebody chose. */
export const { read: pinHours, choose: choosePinHours } = storedChoice<PinHours>(
  'lekar.pin-hours',
  pinHourChoices,
  12,
)
