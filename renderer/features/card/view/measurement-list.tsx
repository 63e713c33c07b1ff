import { Button, Stack, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Measurement, Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import { Section } from '../../../ui/section.tsx'
import { dayText } from '../model/day-text.ts'
import { measuredText } from '../model/number-text.ts'
import { useUnitText } from '../model/use-unit-text.ts'
import { oneLine } from './row-styles.ts'

const shownFirst = 6
const shownMost = 200

type Part = Pick<Measurement, 'value' | 'unit' | 'text'>
/** A result in words: value and unit, each part of a panel by its name. */
function useResultText(): (item: Measurement) => string {
  const unitText = useUnitText()
  const partText = ({ value, unit, text }: Part): string =>
    value === undefined ? (text ?? '') : `${measuredText(value)}${unit ? ` ${unitText(unit)}` : ''}`
  return (item) =>
    item.components?.length
      ? item.components.map((part) => `${part.coding.display} ${partText(part as Part)}`).join(', ')
      : partText(item)
}

/** Laboratory results and readings from home and devices, newest first. */
export function MeasurementList({ measurements }: { measurements: readonly Measurements[] }) {
  const { t } = useTranslation('card')
  const resultText = useResultText()
  const [showAll, setShowAll] = useState(false)
  const items = useMemo(
    () =>
      measurements
        .flatMap((month) => month.items)
        .sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1))
        .slice(0, shownMost),
    [measurements],
  )
  if (items.length === 0) return null
  return (
    <Section title={t('measurements.title')} flush>
      {(showAll ? items : items.slice(0, shownFirst)).map((item) => (
        <Stack
          key={item.id}
          direction="row"
          sx={{ gap: 1, px: 1.5, py: 0.5, borderBottom: 1, borderColor: 'divider' }}
        >
          <Typography variant="body2" sx={{ width: 78, flexShrink: 0 }}>
            {dayText(item.takenAt)}
          </Typography>
          <Typography variant="body2" sx={{ ...oneLine, flex: 1 }} title={item.coding.display}>
            {item.coding.display}
          </Typography>
          <Typography
            variant="body2"
            sx={{ ...oneLine, maxWidth: '60%', fontWeight: 600 }}
            title={resultText(item)}
          >
            {resultText(item)}
          </Typography>
        </Stack>
      ))}
      {items.length > shownFirst && (
        <Button
          onClick={() => setShowAll(!showAll)}
          aria-expanded={showAll}
          color="secondary"
          sx={{ ml: 0.25 }}
        >
          {showAll ? t('showLess') : t('showMore', { count: items.length - shownFirst })}
        </Button>
      )}
    </Section>
  )
}
