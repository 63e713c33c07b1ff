import { Box } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignatureStatus } from '#shared/domain/signature/signature-status.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import type { DocumentState } from '../../../data/controls/sync-control.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { SignatureMark } from '../../signature/index.ts'
import { ClockDoubtMark, DocumentStateMark } from '../../sync/index.ts'
import { dayText } from '../model/day-text.ts'
import { mainDiagnosis } from '../model/timeline.ts'
import { oneLine, rowButton } from './row-styles.ts'

export const timelineRowHeight = 46

/** One visit in two lines: when, what was found, with what complaints; who saw the patient and where. */
export const TimelineRow = memo(function TimelineRow(props: {
  visit: Visit
  index: number
  state: DocumentState | undefined
  signature: SignatureStatus | undefined
}) {
  const { visit, state } = props
  const { t } = useTranslation('card')
  const { t: inVisit } = useTranslation('visit')
  const main = mainDiagnosis(visit)
  const more = visit.diagnoses.length - 1
  const words =
    visit.complaints ?? visit.findings ?? visit.plan ?? visit.procedures?.map(({ text }) => text).join(', ')
  const erroneous = visit.status === 'entered-in-error'
  return (
    <Box
      component={Link}
      to={`/patients/${visit.patientId}/visits/${visit.id}`}
      data-row={props.index}
      data-testid="visit-row"
      sx={{
        ...rowButton,
        display: 'grid',
        gridTemplateColumns: '78px minmax(0, 1fr) 208px',
        columnGap: 1.5,
        height: timelineRowHeight,
        alignContent: 'center',
        ...(erroneous && { textDecoration: 'line-through', color: 'text.disabled' }),
      }}
    >
      <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {dayText(visit.startedAt)}
      </Box>
      <Box component="span" sx={oneLine}>
        {main ? (
          <>
            <b>{main.coding.code}</b> {main.coding.display}
            {more > 0 && (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {' '}
                {t('timeline.moreDiagnoses', { count: more })}
              </Box>
            )}
          </>
        ) : (
          t('timeline.noDiagnosis')
        )}
      </Box>
      <Box component="span" sx={{ ...oneLine, textAlign: 'right' }}>
        {inVisit(`kinds.${visit.kind}`)}
      </Box>
      <span />
      <Box component="span" sx={{ ...oneLine, color: 'text.secondary', fontSize: 12 }}>
        {words}
      </Box>
      <Box
        component="span"
        sx={{
          display: 'flex',
          gap: 0.5,
          alignItems: 'center',
          justifyContent: 'flex-end',
          fontSize: 12,
          color: 'text.secondary',
          minWidth: 0,
        }}
      >
        {visit.version > 1 && !erroneous && (
          <StatusChip label={t('timeline.amended', { version: visit.version })} />
        )}
        <ClockDoubtMark document={visit} />
        <SignatureMark status={props.signature} inRow />
        <DocumentStateMark state={state} />
        <Box component="span" sx={oneLine}>
          {visit.status === 'imported' && `${t('timeline.imported')} · `}
          {visit.practitioner.name}
        </Box>
      </Box>
    </Box>
  )
})
