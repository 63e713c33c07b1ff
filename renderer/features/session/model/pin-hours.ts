/** For how many hours after the password a PIN is enough. The server's pass ends after twelve. */
export const pinHourChoices = [4, 8, 12] as const
export type PinHours = (typeof pinHourChoices)[number]

const key = 'lekar.pin-hours'
const usual: PinHours = 12

/** This PC's choice; twelve hours until somebody chose. */
export function pinHours(storage: Pick<Storage, 'getItem'> = localStorage): PinHours {
  const kept = Number(storage.getItem(key))
  return pinHourChoices.find((hours) => hours === kept) ?? usual
}

export const choosePinHours = (hours: PinHours): void => localStorage.setItem(key, String(hours))
