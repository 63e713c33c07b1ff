import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import {
  type Reading,
  type SeriesName,
  seriesNames,
  vitalSeries,
} from '#shared/domain/measurement/vital-series.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { monthsAt, vitalBand, vitalStatus } from '#shared/domain/visit/visit.rules.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'
import type { RangedVital } from '#shared/domain/visit/vitals-ranges.ts'
import { Section } from '../../../ui/section.tsx'
import { dayText } from '../model/day-text.ts'
import { measuredText } from '../model/number-text.ts'
import { TrendChart } from './trend-chart.tsx'

const ranged: Partial<Record<SeriesName, RangedVital>> = {
  pressure: 'systolicMmHg',
  pulse: 'pulsePerMin',
  glucose: 'glucoseMmolL',
  temperature: 'temperatureC',
  spo2: 'spo2Percent',
}

const lastShown = 4

/** Vital signs over time: the last values of each in a table, one of them as a line with its reference band. */
export function VitalsTrend(props: {
  patient: Patient
  visits: readonly Visit[]
  measurements: readonly Measurements[]
}) {
  const { t } = useTranslation('card')
  const { birthDate } = props.patient
  const series = useMemo(
    () => vitalSeries(currentVersions(props.visits), props.measurements),
    [props.visits, props.measurements],
  )
  const present = seriesNames.filter((name) => series[name].length > 0)
  const [wanted, setWanted] = useState<SeriesName>('pressure')
  const chosen = present.includes(wanted) ? wanted : present[0]
  const readings = chosen ? series[chosen] : []
  const band = useMemo(() => {
    const vital = chosen && ranged[chosen]
    const last = readings.at(-1)
    return vital && last ? vitalBand(vital, monthsAt(birthDate, isoOf(last))) : undefined
  }, [chosen, readings, birthDate])

  const isOutside = (name: SeriesName, reading: Reading): boolean => {
    const months = monthsAt(birthDate, isoOf(reading))
    const status = (vital: RangedVital | undefined, value: number | undefined) =>
      vital && value !== undefined ? vitalStatus(vital, value, months) : undefined
    const found = [
      status(ranged[name], reading.value),
      ...(name === 'pressure' ? [status('diastolicMmHg', reading.second)] : []),
    ]
    return found.some((one) => one !== undefined && one !== 'normal')
  }

  if (!chosen)
    return (
      <Section title={t('vitals.title')}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('vitals.none')}
        </Typography>
      </Section>
    )
  return (
    <Section title={t('vitals.title')} flush>
      <Box sx={{ p: 1, pb: 0 }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={chosen}
          onChange={(_event, name: SeriesName | null) => name && setWanted(name)}
          aria-label={t('vitals.choose')}
          sx={{
            flexWrap: 'wrap',
            '& .MuiToggleButton-root': { px: 1, py: 0.25, fontSize: 12, textTransform: 'none' },
          }}
        >
          {present.map((name) => (
            <ToggleButton key={name} value={name}>
              {t(`vitals.names.${name}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Box>
      {readings.length > 1 && (
        <TrendChart readings={readings} band={band} label={t(`vitals.names.${chosen}`)} />
      )}
      <Box sx={{ containerType: 'inline-size' }}>
        <Box
          component="table"
          sx={{
            width: 1,
            borderCollapse: 'collapse',
            fontSize: 12.5,
            '& td, & th': {
              px: 1.5,
              py: 0.25,
              borderTop: '1px solid',
              borderColor: 'divider',
              fontWeight: 400,
              whiteSpace: 'nowrap',
            },
            // The oldest value goes where the column is too narrow for all.
            '@container (max-width: 660px)': { '& td:last-of-type': { display: 'none' } },
          }}
        >
          <tbody>
            {present.map((name) => (
              <Box
                component="tr"
                key={name}
                sx={{ bgcolor: name === chosen ? 'background.default' : undefined }}
              >
                <Box component="th" scope="row" sx={{ textAlign: 'left', color: 'text.secondary' }}>
                  {t(`vitals.names.${name}`)}, {t(`vitals.units.${name}`)}
                </Box>
                {Array.from({ length: lastShown }, (_, place) => {
                  const reading = series[name].at(-1 - place)
                  return (
                    <Box
                      component="td"
                      // biome-ignore lint/suspicious/noArrayIndexKey: places of a table, not things
                      key={place}
                      title={reading && dayText(isoOf(reading))}
                      sx={{
                        textAlign: 'right',
                        fontVariantNumeric: 'tabular-nums',
                        ...(reading &&
                          isOutside(name, reading) && { color: 'error.main', fontWeight: '600 !important' }),
                      }}
                    >
                      {reading && (
                        <>
                          {valueText(reading)}
                          <Box
                            component="span"
                            sx={{ ml: 0.5, color: 'text.secondary', fontSize: 11, fontWeight: 400 }}
                          >
                            {dayText(isoOf(reading)).replace(/\.(\d\d)(\d\d)$/, '.$2')}
                          </Box>
                        </>
                      )}
                    </Box>
                  )
                })}
              </Box>
            ))}
          </tbody>
        </Box>
      </Box>
    </Section>
  )
}

const isoOf = ({ atMs }: Reading): string => new Date(atMs).toISOString()
const valueText = ({ value, second }: Reading): string =>
  second === undefined ? measuredText(value) : `${measuredText(value)}/${measuredText(second)}`
