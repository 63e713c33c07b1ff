import CloseIcon from '@mui/icons-material/Close'
import {
  Box,
  Checkbox,
  FormControlLabel,
  IconButton,
  MenuItem,
  Select,
  Stack,
  Typography,
} from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { Diagnosis } from '#shared/domain/visit/visit.schema.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'

const roles = ['main', 'complication', 'comorbidity'] as const
const certainties = ['final', 'preliminary'] as const
const courses = ['', 'acute', 'chronic-first', 'chronic-known'] as const

interface DiagnosisListProps {
  diagnoses: readonly Diagnosis[]
  onChange(diagnoses: Diagnosis[]): void
  problems: readonly FieldProblem[]
  /** Ids of diagnoses that go to the problem list when the visit is signed. */
  listed: readonly string[]
  /** Codes that stand on the problem list already. */
  known: ReadonlySet<string>
  onListed(id: string, listed: boolean): void
}

/** A small select without frame: three of them stand in one line. */
function Choice<V extends string>(props: {
  label: string
  value: V
  values: readonly V[]
  word(value: V): string
  onChange(value: V): void
}) {
  return (
    <Select
      variant="standard"
      value={props.value}
      displayEmpty
      onChange={(event) => props.onChange(event.target.value as V)}
      inputProps={{ 'aria-label': props.label }}
      sx={{ fontSize: 12, maxWidth: 176 }}
    >
      {props.values.map((value) => (
        <MenuItem key={value} value={value}>
          {props.word(value)}
        </MenuItem>
      ))}
    </Select>
  )
}

/** Diagnoses of the visit: role, certainty and course of each. Choosing a new main one makes the old one secondary. */
export function DiagnosisList({
  diagnoses,
  onChange,
  problems,
  listed,
  known,
  onListed,
}: DiagnosisListProps) {
  const { t } = useTranslation('visit')
  const problemText = useProblemText()

  const set = (index: number, change: Partial<Diagnosis>) =>
    onChange(
      diagnoses.map((diagnosis, at) => {
        if (at === index) return { ...diagnosis, ...change }
        return change.role === 'main' && diagnosis.role === 'main'
          ? { ...diagnosis, role: 'comorbidity' }
          : diagnosis
      }),
    )
  const setCourse = (index: number, course: (typeof courses)[number]) =>
    onChange(
      diagnoses.map((diagnosis, at) => {
        if (at !== index) return diagnosis
        const { course: _, ...rest } = diagnosis
        return course === '' ? rest : { ...rest, course }
      }),
    )

  return (
    <Box component="ul" aria-label={t('diagnoses.title')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {diagnoses.map((diagnosis, index) => {
        const { coding } = diagnosis
        const said = problems.filter(({ path }) => path === `diagnoses.${index}`)
        return (
          <Box component="li" key={diagnosis.id} data-path={`diagnoses.${index}`} sx={{ py: 0.25 }}>
            <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
              <Typography
                variant="body2"
                title={coding.display}
                sx={{
                  flex: 1,
                  display: '-webkit-box',
                  WebkitLineClamp: 2,
                  WebkitBoxOrient: 'vertical',
                  overflow: 'hidden',
                }}
              >
                <b>{coding.code}</b> {coding.display}
              </Typography>
              <IconButton
                aria-label={t('diagnoses.remove', { code: coding.code })}
                onClick={() => onChange(diagnoses.filter((_, at) => at !== index))}
                sx={{ p: 0.25 }}
              >
                <CloseIcon sx={{ fontSize: 16 }} />
              </IconButton>
            </Stack>
            <Stack direction="row" spacing={1} sx={{ alignItems: 'center', flexWrap: 'wrap', columnGap: 1 }}>
              <Choice
                label={t('diagnoses.role')}
                value={diagnosis.role}
                values={roles}
                word={(role) => t(`diagnoses.roles.${role}`)}
                onChange={(role) => set(index, { role })}
              />
              <Choice
                label={t('diagnoses.certainty')}
                value={diagnosis.certainty}
                values={certainties}
                word={(certainty) => t(`diagnoses.certainties.${certainty}`)}
                onChange={(certainty) => set(index, { certainty })}
              />
              <Choice
                label={t('diagnoses.course')}
                value={diagnosis.course ?? ''}
                values={courses}
                word={(course) => t(`diagnoses.courses.${course === '' ? 'unset' : course}`)}
                onChange={(course) => setCourse(index, course)}
              />
              {!known.has(coding.code) && (
                <FormControlLabel
                  control={
                    <Checkbox
                      checked={listed.includes(diagnosis.id)}
                      onChange={(event) => onListed(diagnosis.id, event.target.checked)}
                    />
                  }
                  label={<Typography variant="caption">{t('diagnoses.toProblemList')}</Typography>}
                  sx={{ mr: 0, ml: -0.5 }}
                />
              )}
            </Stack>
            {said.map((problem) => (
              <Typography key={problem.code} variant="caption" component="p" sx={{ color: 'warning.main' }}>
                {problemText(problem)}
              </Typography>
            ))}
          </Box>
        )
      })}
    </Box>
  )
}
