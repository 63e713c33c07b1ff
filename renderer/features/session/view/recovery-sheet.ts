import type { Profile } from '#shared/contract/api.ts'
import type { PrintDocument } from '../../../ui/print/print-document.ts'

/** The words of the sheet, in the language of the screen. */
export type SheetText = (
  key: `recovery.sheet.${'title' | 'station' | 'facility' | 'clinic' | 'made' | 'by' | 'opens' | 'how' | 'keep'}`,
) => string

/** The sheet for the safe: the key in large letters, what it opens and how. */
export function recoverySheet(
  t: SheetText,
  of: { code: string; station: string; profile: Profile; made: string },
): PrintDocument {
  const { code, station, profile, made } = of
  const groups = code.split('-')
  const line = (from: number) => groups.slice(from, from + 3).join('  -  ')
  const facility = profile.facilities.find(({ id }) => id === profile.facilityId)?.name ?? ''
  return {
    title: t('recovery.sheet.title'),
    paper: 'A5',
    blocks: [
      { kind: 'text', text: t('recovery.sheet.title'), size: 'large', bold: true, align: 'center' },
      { kind: 'space', heightMm: 6 },
      { kind: 'rule' },
      { kind: 'space', heightMm: 3 },
      ...[0, 3, 6].map((from) => ({
        kind: 'text' as const,
        text: line(from),
        size: 'large' as const,
        bold: true,
        align: 'center' as const,
      })),
      { kind: 'space', heightMm: 3 },
      { kind: 'rule' },
      { kind: 'space', heightMm: 4 },
      { kind: 'field', label: t('recovery.sheet.station'), value: station },
      ...(facility ? [{ kind: 'field' as const, label: t('recovery.sheet.facility'), value: facility }] : []),
      { kind: 'field', label: t('recovery.sheet.clinic'), value: profile.clinicId },
      { kind: 'field', label: t('recovery.sheet.made'), value: made },
      { kind: 'field', label: t('recovery.sheet.by'), value: profile.practitioner.name },
      { kind: 'space', heightMm: 4 },
      { kind: 'text', text: t('recovery.sheet.opens') },
      { kind: 'space', heightMm: 2 },
      { kind: 'text', text: t('recovery.sheet.how') },
      { kind: 'space', heightMm: 2 },
      { kind: 'text', text: t('recovery.sheet.keep'), bold: true },
    ],
  }
}
