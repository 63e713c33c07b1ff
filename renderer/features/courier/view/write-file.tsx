import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CourierPeer } from '../../../data/controls/courier-control.ts'
import { Section } from '../../../ui/section.tsx'

const anyone = '*'

/** Chooses for whom and writes the file. With one known computer the choice is made. */
export function WriteFile(props: {
  peers: readonly CourierPeer[]
  disabled: boolean
  onWrite: (to: string) => Promise<void>
}) {
  const { t } = useTranslation('courier')
  const [chosen, setChosen] = useState<string | undefined>()
  const to = chosen ?? (props.peers.length === 1 ? props.peers[0]!.station : anyone)
  return (
    <Section title={t('write.title')}>
      <Stack spacing={1.5} sx={{ alignItems: 'start' }}>
        <TextField
          select
          fullWidth
          label={t('write.to')}
          value={to}
          onChange={(event) => setChosen(event.target.value)}
          disabled={props.disabled}
        >
          {props.peers.map((peer) => (
            <MenuItem key={peer.station} value={peer.station}>
              {peer.name}
            </MenuItem>
          ))}
          <MenuItem value={anyone}>{t('write.anyone')}</MenuItem>
        </TextField>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t(to === anyone ? 'write.everything' : 'write.changes')}
        </Typography>
        <Button variant="contained" disabled={props.disabled} onClick={() => void props.onWrite(to)}>
          {t('write.action')}
        </Button>
      </Stack>
    </Section>
  )
}
