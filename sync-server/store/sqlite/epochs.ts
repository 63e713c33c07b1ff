import type { Settings } from './settings.ts'

/** Which life of a database its numbers are from: a restore from a backup begins a new one. */
export function createEpochs(settings: Settings) {
  const epoch = settings.get('epoch') ?? ''
  /** The epochs before this one, each with the last number that is from it here. */
  const past = (): Record<string, number> =>
    JSON.parse(settings.get('pastEpochs') ?? '{}') as Record<string, number>
  return {
    epoch,
    commonWith: (other: string, number: number): number => Math.min(number, past()[other] ?? 0),
    /** The next opening has this epoch. */
    renew(next: string, newestNumber: number): void {
      settings.set('pastEpochs', JSON.stringify({ ...past(), [epoch]: newestNumber }))
      settings.set('epoch', next)
    },
  }
}
