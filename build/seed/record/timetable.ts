import type { Day } from '../calendar.ts'

const firstMinute = 8 * 60
const slotMinutes = 10
const slots = 48

/** Appointments do not overlap: remembers whom each member of the staff sees when. */
export class Timetable {
  readonly #taken = new Map<string, Set<number>>()

  /** The first free minute of the day from the wished slot on, going round; a full day begins to double up. */
  minuteFor(practitionerId: string, day: Day, wishedSlot: number): number {
    const key = `${practitionerId}/${day}`
    const taken = this.#taken.get(key) ?? new Set()
    this.#taken.set(key, taken)
    let slot = wishedSlot % slots
    for (let tries = 0; taken.has(slot) && tries < slots; tries++) slot = (slot + 1) % slots
    taken.add(slot)
    return firstMinute + slot * slotMinutes
  }
}
