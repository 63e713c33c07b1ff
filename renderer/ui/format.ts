import { minskDay } from '#shared/kit/partial-date.ts'

/**
 * Moments as they are written in Belarus, in the time of Europe/Minsk (UTC+3 all year): a clinic's records must read
 * the same on a PC whose own zone is wrong.
 */
const offsetMs = 3 * 3600 * 1000

const milliseconds = (moment: string | number): number =>
  typeof moment === 'number' ? moment : Date.parse(moment)

/** `22.11.2026`. Takes milliseconds or an ISO 8601 moment. */
export const formatDay = (moment: string | number): string =>
  minskDay(milliseconds(moment)).split('-').reverse().join('.')

/** `12:41`. */
export const formatTime = (moment: string | number): string =>
  new Date(milliseconds(moment) + offsetMs).toISOString().slice(11, 16)

/** `12:41:03`. */
export const formatSecond = (moment: string | number): string =>
  new Date(milliseconds(moment) + offsetMs).toISOString().slice(11, 19)

/** `22.11.2026, 12:41`. */
export const formatMoment = (moment: string | number): string => `${formatDay(moment)}, ${formatTime(moment)}`

/** `12:41` for a moment of today, `22.11.2026, 12:41` for an earlier one. */
export const formatRecent = (moment: string | number, nowMs: number): string =>
  minskDay(milliseconds(moment)) === minskDay(nowMs) ? formatTime(moment) : formatMoment(moment)

const numbers = new Intl.NumberFormat('ru-BY', { maximumFractionDigits: 6 })

/** `12 345,6`. */
export const formatNumber = (value: number): string => numbers.format(value)

/** `12,3 МБ` without its unit's words: the value and which unit. */
export function formatBytes(bytes: number): { value: string; unit: 'kb' | 'mb' | 'gb' } {
  const kilobytes = bytes / 1024
  if (kilobytes < 1024) return { value: formatNumber(Math.round(kilobytes)), unit: 'kb' }
  const megabytes = kilobytes / 1024
  return megabytes < 1024
    ? { value: formatNumber(Math.round(megabytes * 10) / 10), unit: 'mb' }
    : { value: formatNumber(Math.round((megabytes / 1024) * 10) / 10), unit: 'gb' }
}
