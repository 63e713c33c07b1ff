import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  List,
  ListItemButton,
  ListItemText,
  Stack,
  Typography,
} from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { hasUnsavedWork, keepUnsavedWork } from '../../../ui/unsaved-work.ts'
import { userKey } from '../model/known-users.ts'
import { presenceOf } from '../model/present-people.ts'
import { signOut } from '../model/sign-out.ts'
import { type Colleague, colleagues, switchUser } from '../model/switch-user.ts'
import { PinField } from './pin-field.tsx'

/** Who sits down at the PC, and their PIN. Without one the way leads through the sign-in page. */
export function SwitchUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('session')
  const { t: common } = useTranslation()
  const { profile } = useWorkplace()
  const navigate = useNavigate()
  const errorText = useErrorText()
  const [people, setPeople] = useState<Colleague[] | undefined>()
  const [chosen, setChosen] = useState<Colleague | undefined>()
  const [pin, setPin] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  useEffect(() => {
    void colleagues().then((all) => {
      setPeople(all)
      const first = all.filter(({ byPin }) => byPin)
      if (first.length === 1) setChosen(first[0])
    })
  }, [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!chosen) return
    const { user, practitioner } = chosen.profile
    setBusy(true)
    const outcome = await switchUser(user, pin)
    if (!outcome.ok) {
      setBusy(false)
      setPin('')
      return setProblem(outcome.error)
    }
    // The next person does not begin in the card that the one before had open.
    await navigate({ to: '/patients' })
    const hasPass = presenceOf(userKey(user))?.pass !== undefined
    showToast(t(hasPass ? 'switch.done' : 'switch.later', { name: practitioner.name }))
  }
  const byPassword = async () => {
    if (!(await keepUnsavedWork())) return setProblem('session.unsaved-work')
    await navigate({ to: '/patients' })
    await signOut()
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth onKeyDown={(event) => event.stopPropagation()}>
      <DialogTitle>{t('switch.title')}</DialogTitle>
      <DialogContent>
        <Stack component="form" id="switch-user" spacing={1.5} onSubmit={submit}>
          <Typography variant="body2">{t('switch.text', { name: profile.practitioner.name })}</Typography>
          {hasUnsavedWork() && <Banner severity="info">{t('switch.unsaved')}</Banner>}
          {people && !people.some(({ byPin }) => byPin) && (
            <Banner severity="info">{t('switch.nobody')}</Banner>
          )}
          <List dense disablePadding>
            {people?.map((person) => (
              <ListItemButton
                key={person.profile.user}
                selected={person === chosen}
                disabled={!person.byPin}
                onClick={() => {
                  setChosen(person)
                  setProblem(undefined)
                }}
              >
                <ListItemText
                  primary={person.profile.practitioner.name}
                  secondary={
                    person.byPin
                      ? `${person.profile.practitioner.position} (${person.profile.user})`
                      : t('switch.needsPassword')
                  }
                />
              </ListItemButton>
            ))}
          </List>
          {chosen && (
            <PinField
              key={chosen.profile.user}
              label={t('switch.pinOf', { user: chosen.profile.user })}
              autoFocus
              value={pin}
              onChange={setPin}
              error={problem !== undefined}
              helperText={problem && errorText(problem).title}
            />
          )}
        </Stack>
        <Button sx={{ mt: 1 }} onClick={() => void byPassword()}>
          {t('switch.byPassword')}
        </Button>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{common('actions.cancel')}</Button>
        <Button
          type="submit"
          form="switch-user"
          variant="contained"
          disabled={busy || chosen === undefined || pin.length < 4}
        >
          {t('switch.enter')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
