import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { Coding } from '#shared/domain/common/envelope.ts'
import type { Diagnosis, VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Section } from '../../../ui/section.tsx'
import type { useListedDiagnoses } from '../model/use-listed-diagnoses.ts'
import type { usePatientRecord } from '../model/use-patient-record.ts'
import { DiagnosisList } from './diagnosis-list.tsx'
import { DiagnosisPicker } from './diagnosis-picker.tsx'

interface VisitDiagnosesProps {
  diagnoses: readonly Diagnosis[]
  record: Pick<ReturnType<typeof usePatientRecord>, 'problems' | 'recent'>
  listing: ReturnType<typeof useListedDiagnoses>
  problems: readonly FieldProblem[]
  error: string | undefined
  onChange(change: (draft: VisitDraft) => VisitDraft): void
}

/** The diagnoses of the visit and the field that adds one: the first is the main one, the next go beside it. */
export function VisitDiagnoses({
  diagnoses,
  record,
  listing,
  problems,
  error,
  onChange,
}: VisitDiagnosesProps) {
  const { t } = useTranslation('visit')
  const { context } = useWorkplace()
  const { known, listed, setListed } = listing

  const pick = (coding: Coding) =>
    onChange((draft) => {
      const added: Diagnosis = {
        id: context.makeId('diagnosis'),
        coding,
        role: draft.diagnoses.some(({ role }) => role === 'main') ? 'comorbidity' : 'main',
        certainty: 'final',
        ...(known.has(coding.code) ? { course: 'chronic-known' as const } : {}),
      }
      return { ...draft, diagnoses: [...draft.diagnoses, added] }
    })

  return (
    <Section title={t('diagnoses.title')}>
      <DiagnosisList
        diagnoses={diagnoses}
        onChange={(next) => onChange((draft) => ({ ...draft, diagnoses: next }))}
        problems={problems}
        listed={listed}
        known={known}
        onListed={setListed}
      />
      <Box sx={{ mt: 1 }}>
        <DiagnosisPicker
          onPick={pick}
          problems={record.problems}
          recent={record.recent}
          error={error !== undefined}
          helperText={error ?? ''}
          path="diagnoses"
        />
      </Box>
    </Section>
  )
}
