import Clear from '@mui/icons-material/Clear'
import { Box, Checkbox, FormControlLabel, IconButton, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { DocumentReferenceDraft } from '#shared/domain/document-reference/document-reference.commands.ts'
import { ProgressLine } from '../../../ui/progress-line.tsx'
import type { PickedFile } from '../model/use-add-files.ts'
import { useFileWords } from '../model/use-file-words.ts'
import { DescriptionFields } from './description-fields.tsx'

/** One chosen file: what it is and what it is called, or why it is not taken. */
export function PickedFileFields(props: {
  file: PickedFile
  autoFocus: boolean
  problems: readonly FieldProblem[]
  onDescribe(draft: Partial<DocumentReferenceDraft>): void
  onKeepAsItIs(asItIs: boolean): void
  onLeaveOut(): void
}) {
  const { source, state, draft, asItIs } = props.file
  const { t } = useTranslation('files')
  const { sizeText } = useFileWords()
  const prepared = state.kind === 'ready' ? state.prepared : undefined
  const isPicture = prepared !== undefined && prepared.type !== 'application/pdf'
  return (
    <Stack
      spacing={1}
      data-testid="picked-file"
      sx={{
        border: 1,
        borderColor: state.kind === 'refused' ? 'error.main' : 'divider',
        borderRadius: 1,
        p: 1.25,
      }}
    >
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1 }}>
        <Typography variant="body2" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          <b>{source.name}</b>
          {prepared && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' '}
              {t(`types.${prepared.type}`)},{' '}
              {prepared.originalSize === undefined
                ? sizeText(prepared.bytes.length)
                : t('madeSmaller', {
                    from: sizeText(prepared.originalSize),
                    to: sizeText(prepared.bytes.length),
                  })}
            </Box>
          )}
        </Typography>
        <IconButton aria-label={t('dialog.leaveOut', { name: source.name })} onClick={props.onLeaveOut}>
          <Clear fontSize="small" />
        </IconButton>
      </Stack>
      {state.kind === 'preparing' && <ProgressLine label={t('dialog.preparing')} />}
      {state.kind === 'refused' && (
        <Typography variant="body2" role="alert" sx={{ color: 'error.dark' }}>
          {t(`refusals.${state.refusal}`)}
        </Typography>
      )}
      {prepared && (
        <DescriptionFields
          draft={draft}
          problems={props.problems}
          autoFocus={props.autoFocus}
          onChange={props.onDescribe}
        />
      )}
      {isPicture && (prepared.originalSize !== undefined || asItIs) && (
        <FormControlLabel
          control={<Checkbox />}
          label={t('dialog.asItIs')}
          slotProps={{ typography: { variant: 'body2' } }}
          checked={asItIs}
          onChange={(_event, checked) => props.onKeepAsItIs(checked)}
        />
      )}
    </Stack>
  )
}
