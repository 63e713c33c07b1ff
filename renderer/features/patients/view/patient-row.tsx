import CloudOff from '@mui/icons-material/CloudOffOutlined'
import Lock from '@mui/icons-material/LockOutlined'
import Warning from '@mui/icons-material/WarningAmber'
import { Box, Tooltip } from '@mui/material'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { mayDispense } from '#shared/domain/access/index.ts'
import { restrictionsOn } from '#shared/domain/consent/consent.state.ts'
import { allergyKnowledge } from '#shared/domain/patient/allergy.commands.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { addressLine } from '../model/patient-words.ts'
import { useAgeText } from '../model/use-age-text.ts'

export const rowHeight = 34
const whole = {
  names: ['name', 'birthDate', 'age', 'sex', 'personalNumber', 'address', 'station', 'marks'],
  tracks: 'minmax(220px, 1.3fr) 92px 82px 34px 140px minmax(200px, 1.3fr) minmax(120px, 1.1fr) 66px',
} as const
/** A pharmacy gets neither numbers nor addresses (rule S27). */
const brief = {
  names: ['name', 'birthDate', 'age', 'sex', 'marks'],
  tracks: 'minmax(220px, 400px) 92px 82px 34px 66px',
} as const

/** The columns that this person's list has something to say in. */
export const columnsFor = (role: string): typeof whole | typeof brief => (mayDispense(role) ? brief : whole)

const cell = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

export function Cell(props: { children?: ReactNode; strong?: boolean; title?: string; quiet?: boolean }) {
  return (
    <Box
      role="gridcell"
      title={props.title}
      sx={{
        ...cell,
        ...(props.strong && { fontWeight: 600 }),
        ...(props.quiet && { color: 'text.secondary' }),
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {props.children}
    </Box>
  )
}

export interface PatientRowProps {
  patient: Patient
  today: string
  id: string
  index: number
  active: boolean
  onlyHere: boolean
  top: number
  onOpen(id: string): void
}

/** One patient in the list: everything that tells two people of one name apart. */
export const PatientRow = memo(function PatientRow(props: PatientRowProps) {
  const { patient, today, active } = props
  const columns = columnsFor(useWorkplace().profile.practitioner.role)
  const { t } = useTranslation('patients')
  const ageText = useAgeText()
  const name = fullName(patient.name)
  const nameBe = patient.nameBe && fullName(patient.nameBe)
  const allergies = allergyKnowledge(patient)
  return (
    <Box
      role="row"
      id={props.id}
      aria-rowindex={props.index + 2}
      aria-selected={active}
      onClick={() => props.onOpen(patient.id)}
      sx={{
        position: 'absolute',
        left: 0,
        right: 0,
        height: rowHeight,
        px: 1.5,
        display: 'grid',
        gridTemplateColumns: columns.tracks,
        columnGap: 1.5,
        alignItems: 'center',
        fontSize: 13,
        cursor: 'pointer',
        borderBottom: 1,
        borderColor: 'divider',
        bgcolor: active ? 'primary.light' : 'background.paper',
        boxShadow: active ? 'inset 3px 0 0 #17598a' : 'none',
        color: patient.deceasedAt ? 'text.disabled' : 'text.primary',
        '&:hover': { bgcolor: active ? 'primary.light' : 'background.default' },
      }}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <Cell strong title={nameBe ? `${name}\n${nameBe}` : name}>
        {name}
      </Cell>
      <Cell>{formatPartialDate(patient.birthDate)}</Cell>
      <Cell quiet>
        {patient.deceasedAt ? t(`list.died.${patient.sex}`) : ageText(patient.birthDate, today)}
      </Cell>
      <Cell quiet title={t(`sex.${patient.sex}`)}>
        {t(`sexShort.${patient.sex}`)}
      </Cell>
      {columns === whole && (
        <>
          <Cell>{patient.personalNumber}</Cell>
          <Cell title={addressLine(patient.address, true)}>{addressLine(patient.address)}</Cell>
          <Cell quiet title={patient.catchment?.stationName ?? ''}>
            {patient.catchment?.stationName}
          </Cell>
        </>
      )}
      <Box role="gridcell" sx={{ display: 'flex', gap: 0.5, justifyContent: 'flex-end' }}>
        {props.onlyHere && (
          <Tooltip title={t('list.onlyHere')}>
            <CloudOff titleAccess={t('list.onlyHere')} sx={{ fontSize: 18, color: 'warning.main' }} />
          </Tooltip>
        )}
        {restrictionsOn(patient, today).length > 0 && (
          <Tooltip title={t('list.restricted')}>
            <Lock titleAccess={t('list.restricted')} sx={{ fontSize: 18, color: 'error.main' }} />
          </Tooltip>
        )}
        {allergies.kind === 'some' && (
          <Tooltip
            title={`${t('list.allergies')}: ${allergies.active.map((a) => a.substance.text).join(', ')}`}
          >
            <Warning titleAccess={t('list.allergies')} sx={{ fontSize: 18, color: 'error.main' }} />
          </Tooltip>
        )}
      </Box>
    </Box>
  )
})
