import { Box, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { canKeepBoth, type FieldChoice } from '#shared/domain/inbox/conflict-choice.ts'
import type { ConflictField as Field } from '#shared/domain/inbox/inbox.schema.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import { useInboxWords } from '../model/use-inbox-words.ts'
import { sideTracks } from './side-tracks.ts'

/** Two long texts scroll in their frames, so that the choice below them stays in sight. */
const valueStyle = {
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  maxHeight: 240,
  overflowY: 'auto',
} as const

/** One field that both changed: the two values, and the choice between them. */
export function ConflictField(props: {
  field: Field
  /** What the document says now. */
  standing: unknown
  editable: boolean
  choice: FieldChoice | undefined
  onChoose: (choice: FieldChoice) => void
}) {
  const { t } = useTranslation('inbox')
  const { fieldLabel, valueText } = useInboxWords()
  const labelId = useId()
  const { field, choice, editable } = props
  const label = fieldLabel(field.path)
  return (
    <RadioGroup
      aria-labelledby={labelId}
      value={choice ?? ''}
      onChange={(_, chosen) => props.onChoose(chosen as FieldChoice)}
      sx={{
        display: 'grid',
        gridTemplateColumns: sideTracks,
        columnGap: 1.5,
        borderTop: 1,
        borderColor: 'divider',
        pt: 0.75,
      }}
    >
      <Box>
        <Typography id={labelId} variant="body2" sx={{ fontWeight: 600 }}>
          {label}
        </Typography>
        {field.base !== undefined && (
          <Typography variant="caption" sx={{ color: 'text.secondary', whiteSpace: 'pre-wrap' }}>
            {t('was', { value: valueText(field.base) })}
          </Typography>
        )}
      </Box>
      {(['local', 'server'] as const).map((side) => (
        <Box
          key={side}
          sx={{
            display: 'flex',
            flexDirection: 'column',
            p: 0.75,
            border: 1,
            borderRadius: 1,
            borderColor: choice === side || choice === 'both' ? 'primary.main' : 'divider',
            bgcolor: choice === side || choice === 'both' ? 'primary.light' : 'background.paper',
          }}
        >
          <Typography variant="body2" sx={valueStyle}>
            {valueText(field[side])}
          </Typography>
          {props.standing !== undefined && sameJson(field[side] ?? null, props.standing) && (
            <Typography variant="caption" sx={{ color: 'text.secondary', display: 'block' }}>
              {t('standsNow')}
            </Typography>
          )}
          {editable && (
            <FormControlLabel
              value={side}
              control={<Radio />}
              label={t('take')}
              sx={{ ml: -0.5, mt: 'auto', pt: 0.25 }}
            />
          )}
        </Box>
      ))}
      {editable && canKeepBoth(field) && (
        <FormControlLabel
          value="both"
          control={<Radio />}
          label={t('keepBoth')}
          sx={{ gridColumn: '2 / 4', ml: 0 }}
        />
      )}
    </RadioGroup>
  )
}
