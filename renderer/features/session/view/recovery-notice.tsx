import { Box, Button } from '@mui/material'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { lookForSheet, useSheet } from '../model/recovery.ts'

/** Who answers for the PCs of a clinic. */
const keepsSheets: ReadonlySet<string> = new Set(['head-doctor', 'admin'])
/** Where a day begins: in a card or a visit it would be in the way. */
const places: ReadonlySet<string> = new Set(['/patients', '/administration'])

/** Stands until this PC has a sheet for the safe, for those who can have one made. */
export function RecoveryNotice() {
  const { t } = useTranslation('session')
  const { profile } = useWorkplace()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const { known, madeAtMs } = useSheet()
  const isTheirs = keepsSheets.has(profile.practitioner.role)
  useEffect(() => {
    if (isTheirs) void lookForSheet()
  }, [isTheirs])
  if (!isTheirs || !known || madeAtMs !== undefined || !places.has(path)) return null
  return (
    <Box sx={{ px: 2, pt: 1 }}>
      <Banner
        severity="info"
        title={t('recovery.missing')}
        action={
          <Button component={Link} to="/settings" color="inherit">
            {t('recovery.toSettings')}
          </Button>
        }
      >
        {t('recovery.none')}
      </Banner>
    </Box>
  )
}
