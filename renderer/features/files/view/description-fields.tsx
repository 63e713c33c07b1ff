import { Box, MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { DocumentReferenceDraft } from '#shared/domain/document-reference/document-reference.commands.ts'
import { fileKinds } from '#shared/domain/document-reference/file-kinds.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { useFileWords } from '../model/use-file-words.ts'

/** What a paper is called, of which kind it is, and from when. */
export function DescriptionFields(props: {
  draft: DocumentReferenceDraft
  problems: readonly FieldProblem[]
  autoFocus: boolean
  onChange(draft: Partial<DocumentReferenceDraft>): void
}) {
  const { draft, onChange } = props
  const { t } = useTranslation('files')
  const say = useProblemText()
  const { kindText } = useFileWords()
  const textAt = (path: string) => {
    const problem = props.problems.find((each) => each.path === path)
    return problem && say(problem)
  }
  return (
    <>
      <TextField
        label={t('fields.description')}
        required
        value={draft.description}
        autoFocus={props.autoFocus}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange({ description: event.target.value })}
        error={textAt('description') !== undefined}
        helperText={textAt('description')}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 190px', gap: 1 }}>
        <TextField
          select
          label={t('fields.kind')}
          value={draft.kind}
          onChange={(event) => onChange({ kind: event.target.value })}
        >
          {[...new Set([...fileKinds, draft.kind])].filter(Boolean).map((kind) => (
            <MenuItem key={kind} value={kind}>
              {kindText(kind)}
            </MenuItem>
          ))}
        </TextField>
        <DateField
          label={t('fields.date')}
          value={draft.date}
          onChange={(date) => onChange({ date })}
          error={textAt('date') !== undefined}
          helperText={textAt('date')}
        />
      </Box>
    </>
  )
}
