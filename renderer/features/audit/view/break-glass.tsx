import {
  Button,
  FormControlLabel,
  Paper,
  Radio,
  RadioGroup,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { seesClinicalContent } from '#shared/domain/access/index.ts'
import {
  type GlassKind,
  type GlassReason,
  glassReasonsFor,
  isOfRestricted,
} from '#shared/domain/audit/glass.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { OpeningOutcome } from '../../../data/controls/audit-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { RestoredLine, useKeptForm } from '../../kept-forms/index.ts'

const refusals = { 'no-link': 'offline', 'not-found': 'notFound', forbidden: 'forbidden' } as const

/** Stands before a card that is somebody else's or blocked: a reason opens it, and the head doctor hears of it. */
export function BreakGlass(props: {
  patientId: string
  glass: GlassKind
  /** Whose card it is, where this PC knows it. */
  name: string | undefined
  open(code: GlassReason, text: string): Promise<OpeningOutcome>
}) {
  const { t } = useTranslation('audit')
  const { profile } = useWorkplace()
  const reasons = glassReasonsFor(props.glass, seesClinicalContent(profile.practitioner.role))
  const { value, set, keeping } = useKeptForm<{ reason?: GlassReason; text: string }>(
    `glass/${props.patientId}`,
    { text: '' },
  )
  const { reason, text } = value
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<keyof typeof refusals | undefined>()
  const [failure, setFailure] = useState<ErrorCode | undefined>()
  const errorText = useErrorText()
  const needsText = reason === 'other' && text.trim() === ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!reason || needsText) return
    setBusy(true)
    setFailure(undefined)
    try {
      const outcome = await props.open(reason, text)
      setRefusal(outcome === 'opened' ? undefined : outcome)
      if (outcome === 'opened') await keeping.forget()
    } catch (problem) {
      if (!(problem instanceof AppError)) throw problem
      setFailure(problem.code)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Stack sx={{ maxWidth: 620 }}>
      <PageHeader title={t(`glass.titles.${props.glass}`)} />
      <Paper component="form" variant="outlined" onSubmit={submit} sx={{ p: 2 }}>
        <Stack spacing={1.5}>
          <RestoredLine keeping={keeping} />
          {props.name && (
            <Typography variant="subtitle1" component="p">
              {props.name}
            </Typography>
          )}
          {isOfRestricted(props.glass) && <Banner severity="warning">{t('glass.blocked')}</Banner>}
          <Typography variant="body1">
            {t(props.glass === 'restricted' ? 'glass.textBlocked' : 'glass.text')}
          </Typography>
          <RadioGroup
            aria-label={t('glass.reason')}
            value={reason ?? ''}
            onChange={(_, chosen) => set({ reason: chosen as GlassReason })}
          >
            {reasons.map((each, place) => (
              <FormControlLabel
                key={each}
                value={each}
                control={<Radio size="small" autoFocus={place === 0} />}
                label={t(`glass.reasons.${each}`)}
              />
            ))}
          </RadioGroup>
          <TextField
            label={t('glass.details')}
            value={text}
            onChange={(event) => set({ text: event.target.value })}
            required={reason === 'other'}
            helperText={needsText ? t('glass.detailsNeeded') : ' '}
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
          {refusal && <Banner severity="danger">{t(`glass.${refusals[refusal]}`)}</Banner>}
          {failure && (
            <Banner severity="danger" title={errorText(failure).title}>
              {errorText(failure).whatToDo}
            </Banner>
          )}
          <Stack direction="row" spacing={1}>
            <Button type="submit" variant="contained" disabled={!reason || needsText || busy}>
              {t('glass.open')}
            </Button>
            <Button component={Link} to="/patients" onClick={() => void keeping.giveUp()}>
              {t('glass.back')}
            </Button>
          </Stack>
        </Stack>
      </Paper>
    </Stack>
  )
}
