import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StationHoldings } from '#shared/contract/holdings.ts'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { HoldingsReport } from './holdings-report.tsx'

/** Opens what was on a PC; `load` is asked once for each opening, because each one is written down. */
export function StationHoldingsButton(props: {
  label: string
  organization: string
  today: string
  /** The list, or words for why there is none. */
  load(): Promise<{ holdings: StationHoldings } | { failure: ReactNode }>
}) {
  const { t } = useTranslation('holdings')
  const { t: common } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof props.load>>>()
  const open = () => {
    setAnswer(undefined)
    setOpened(true)
    void props.load().then(setAnswer)
  }
  return (
    <>
      <Button variant="outlined" onClick={open} sx={{ alignSelf: 'start' }}>
        {props.label}
      </Button>
      <Dialog
        open={opened}
        onClose={() => setOpened(false)}
        fullWidth
        maxWidth="xl"
        slotProps={{ paper: { sx: { height: '92vh' } } }}
      >
        <DialogTitle>{t('title')}</DialogTitle>
        <DialogContent sx={{ display: 'flex', flexDirection: 'column' }}>
          {!answer && <LoadingScreen />}
          {answer &&
            ('failure' in answer ? (
              answer.failure
            ) : (
              <HoldingsReport
                holdings={answer.holdings}
                organization={props.organization}
                today={props.today}
              />
            ))}
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpened(false)}>{common('actions.close')}</Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
