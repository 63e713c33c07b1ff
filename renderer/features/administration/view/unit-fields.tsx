import { MenuItem, Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Facility } from '#shared/contract/api.ts'
import type { UnitDraft, UnitProblem } from '../model/unit-draft.ts'

const kinds: readonly Facility['kind'][] = ['hospital', 'ambulatory', 'station']

/** Name, kind, address and number of a unit. */
export function UnitFields(props: {
  draft: UnitDraft
  problems: readonly UnitProblem[]
  isOrganisation: boolean
  autoFocus?: boolean
  onChange: (draft: UnitDraft) => void
}) {
  const { t } = useTranslation('administration')
  const { draft, problems, isOrganisation } = props
  const field = (name: 'name' | 'nameBe' | 'address' | 'phone' | 'payerNumber', maxLength: number) => {
    const wrong = problems.some((problem) => problem === name)
    return {
      label: t(`unit.${name}`),
      value: draft[name],
      error: wrong,
      helperText: wrong ? t(`unit.problems.${name as UnitProblem}`) : undefined,
      onChange: (event: { target: { value: string } }) =>
        props.onChange({ ...draft, [name]: event.target.value }),
      slotProps: { htmlInput: { maxLength } },
    }
  }
  return (
    <>
      <TextField
        {...field('name', 200)}
        placeholder={t('unit.nameHint')}
        required
        autoFocus={props.autoFocus ?? false}
      />
      <TextField {...field('nameBe', 200)} />
      <Stack direction="row" spacing={1.5}>
        <TextField
          select
          label={t('unit.kind')}
          value={draft.kind}
          onChange={(event) => props.onChange({ ...draft, kind: event.target.value as Facility['kind'] })}
        >
          {kinds.map((kind) => (
            <MenuItem key={kind} value={kind}>
              {t(`unit.kinds.${kind}`)}
            </MenuItem>
          ))}
        </TextField>
        {isOrganisation && <TextField {...field('payerNumber', 9)} required />}
        <TextField {...field('phone', 60)} />
      </Stack>
      <TextField {...field('address', 300)} required={isOrganisation} />
    </>
  )
}
