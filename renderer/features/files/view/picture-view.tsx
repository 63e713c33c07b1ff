import RotateRight from '@mui/icons-material/RotateRight'
import ZoomIn from '@mui/icons-material/ZoomIn'
import ZoomOut from '@mui/icons-material/ZoomOut'
import ZoomOutMap from '@mui/icons-material/ZoomOutMap'
import { Box, IconButton, Stack, Typography } from '@mui/material'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

const steps = [1, 1.5, 2, 3, 4, 6] as const

/** A picture, as large as the page lets it be; larger and turned by buttons or keys, moved by its scroll bars. */
export function PictureView({ address, title }: { address: string; title: string }) {
  const { t } = useTranslation('files')
  const [step, setStep] = useState(0)
  const [turns, setTurns] = useState(0)
  const zoom = steps[step]!
  const page = useRef<HTMLDivElement>(null)
  /** What stands in the middle of the page, as a share of the picture: it stays there when the picture grows. */
  const middle = useRef({ x: 0.5, y: 0.5 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size or turn needs another place
  useLayoutEffect(() => {
    const { current } = page
    if (!current) return
    current.scrollLeft = middle.current.x * current.scrollWidth - current.clientWidth / 2
    current.scrollTop = middle.current.y * current.scrollHeight - current.clientHeight / 2
  }, [step, turns])
  function noteMiddle() {
    const { current } = page
    if (!current) return
    middle.current = {
      x: (current.scrollLeft + current.clientWidth / 2) / current.scrollWidth,
      y: (current.scrollTop + current.clientHeight / 2) / current.scrollHeight,
    }
  }
  const larger = () => setStep((now) => Math.min(now + 1, steps.length - 1))
  const smaller = () => setStep((now) => Math.max(now - 1, 0))
  const turn = () => {
    middle.current = { x: 1 - middle.current.y, y: middle.current.x }
    setTurns((now) => (now + 1) % 4)
  }
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
        ref={page}
        onScroll={noteMiddle}
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
