import type { RandomBytes } from '#shared/kit/ids.ts'

const digits = 6

/**
 * A login for a patient, `d483920`: lists and logs that name it tell nobody who that is. The letter has no Cyrillic twin
 * that looks the same on paper.
 */
export function patientLogin(random: RandomBytes, isTaken: (login: string) => boolean): string {
  for (;;) {
    const number = [...random(4)].reduce((sum, byte) => sum * 256 + byte, 0) % 10 ** digits
    const login = `d${String(number).padStart(digits, '0')}`
    if (!isTaken(login)) return login
  }
}
