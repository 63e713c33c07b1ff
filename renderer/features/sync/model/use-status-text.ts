import { useTranslation } from 'react-i18next'
import { formatRecent } from '../../../ui/format.ts'
import type { StatusLine } from './say-status.ts'

/** A line of the indicator in words. */
export function useStatusText(nowMs: number): (line: StatusLine) => string {
  const { t } = useTranslation('sync')
  return (line) => {
    if ('count' in line) return t(`lines.${line.key}`, { count: line.count })
    if ('timeMs' in line) return t(`lines.${line.key}`, { time: formatRecent(line.timeMs, nowMs) })
    return t(`lines.${line.key}`)
  }
}
