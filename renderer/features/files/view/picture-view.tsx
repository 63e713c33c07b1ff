import RotateRight from '@mui/icons-material/RotateRight'
import ZoomIn from '@mui/icons-material/ZoomIn'
import ZoomOut from '@mui/icons-material/ZoomOut'
import ZoomOutMap from '@mui/icons-material/ZoomOutMap'
import { Box, IconButton, Stack, Typography } from '@mui/material'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

const steps = [1, 1.5, 2, 3, 4, 6] as const

/** A picture, as large as the page lets it be; larger and turned by buttons or keys, moved by its scroll bars. */
export function PictureView({ address, title }: { address: string; title: string }) {
  const { t } = useTranslation('files')
  const [step, setStep] = useState(0)
  const [turns, setTurns] = useState(0)
  const zoom = steps[step]!
  const larger = () => setStep((now) => Math.min(now + 1, steps.length - 1))
  const smaller = () => setStep((now) => Math.max(now - 1, 0))
  const turn = () => setTurns((now) => (now + 1) % 4)
  const isAcross = turns % 2 === 1

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === '+' || event.key === '=') larger()
    else if (event.key === '-') smaller()
    else if (event.key === '0') setStep(0)
    else if (event.code === 'KeyR') turn()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const tools = [
    { name: 'zoomOut', Icon: ZoomOut, run: smaller, off: step === 0 },
    { name: 'zoomIn', Icon: ZoomIn, run: larger, off: step === steps.length - 1 },
    { name: 'fit', Icon: ZoomOutMap, run: () => setStep(0), off: step === 0 },
    { name: 'rotate', Icon: RotateRight, run: turn, off: false },
  ] as const
  return (
    <Stack sx={{ flex: 1, minHeight: 0 }} onKeyDown={onKeyDown}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 0.5 }}>
        {tools.map(({ name, Icon, run, off }) => (
          <IconButton
            key={name}
            aria-label={t(`viewer.${name}`)}
            title={t(`viewer.${name}`)}
            onClick={run}
            disabled={off}
          >
            <Icon fontSize="small" />
          </IconButton>
        ))}
        <Typography variant="caption" role="status" sx={{ color: 'text.secondary' }}>
          {Math.round(zoom * 100)} %
        </Typography>
      </Stack>
      <Box
        // Arrow keys scroll what is larger than the page.
        tabIndex={0}
        role="img"
        aria-label={title}
        data-testid="picture"
        sx={{
          flex: 1,
          minHeight: 0,
          overflow: 'auto',
          bgcolor: 'grey.900',
          borderRadius: 1,
          containerType: 'size',
        }}
      >
        <Box
          sx={{ position: 'relative', overflow: 'hidden' }}
          style={{ width: `${zoom * 100}%`, height: `${zoom * 100}%` }}
        >
          <Box
            component="img"
            src={address}
            alt=""
            sx={{ objectFit: 'contain', position: 'absolute', left: '50%', top: '50%' }}
            style={{
              width: `${zoom * 100}${isAcross ? 'cqh' : 'cqw'}`,
              height: `${zoom * 100}${isAcross ? 'cqw' : 'cqh'}`,
              transform: `translate(-50%, -50%) rotate(${turns * 90}deg)`,
            }}
          />
        </Box>
      </Box>
    </Stack>
  )
}
