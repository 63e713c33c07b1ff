import Search from '@mui/icons-material/Search'
import { Badge, Box, Button, Stack, Typography } from '@mui/material'
import { Link as RouterLink, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayImport, mayReadType, roleRuleOf } from '#shared/domain/access/index.ts'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import { waitsFor } from '#shared/domain/inbox/concerns.ts'
import { useLive, useWorkplace } from '../data/workplace-context.tsx'
import { SyncIndicator } from '../features/sync/index.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { focusPatientSearch } from '../ui/patient-search-focus.ts'
import { FrameBar } from './frame-parts.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { UserMenu } from './user-menu.tsx'

const places = [
  { to: '/patients', text: 'navigation.patients' },
  { to: '/inbox', text: 'navigation.inbox' },
  { to: '/import', text: 'navigation.import' },
  { to: '/administration', text: 'navigation.administration' },
  { to: '/journal', text: 'navigation.journal' },
  { to: '/settings', text: 'navigation.settings' },
] as const

/** A screen that is enlarged to 125 % or older than 1366 px: the search is its sign alone, so that nothing lies over another. */
const narrow = '@media (max-width: 1319px)'

/** A long name takes two lines rather than losing its end. */
const unitName = {
  maxWidth: { xs: 180, xl: 420 },
  flexShrink: 0,
  [narrow]: { flexShrink: 1, minWidth: 90 },
  fontWeight: 600,
  lineHeight: 1.25,
  maxHeight: 30,
  overflow: 'hidden',
} as const

/** Where one is, where one can go, whether the data is safe, who is signed in. */
export function TopBar() {
  const { t } = useTranslation()
  const { data, profile } = useWorkplace()
  const navigate = useNavigate()
  const [helpOpen, setHelpOpen] = useState(false)
  const showHelp = useCallback(() => setHelpOpen(true), [])
  useShortcuts({ showHelp })
  const items = useLive(useMemo(() => data.inbox.watchOpen(), [data]))
  const open = items?.filter((item) => waitsFor(item, profile.practitioner.role)).length ?? 0
  const { role } = profile.practitioner
  const hidden = {
    '/journal': !readsJournal(role),
    '/import': !mayImport(role),
    '/administration': roleRuleOf(role).administers === undefined,
    '/inbox': !mayReadType(role, 'inbox'),
  } as Partial<Record<(typeof places)[number]['to'], boolean>>
  const shown = places.filter(({ to }) => !hidden[to])
  const { namesWithheld } = roleRuleOf(role)
  const unit = profile.facilities.find((facility) => facility.id === profile.facilityId)
  return (
    <FrameBar>
      <Typography variant="caption" sx={unitName} title={unit?.name}>
        {unit?.name ?? t('product')}
      </Typography>
      <Stack component="nav" direction="row" aria-label={t('navigation.label')} sx={{ height: 1 }}>
        {shown.map(({ to, text }) => (
          <NavigationLink
            key={to}
            to={to}
            label={t(to === '/patients' && namesWithheld ? 'navigation.statistics' : text)}
            {...(to === '/inbox' && open > 0
              ? { count: open, hint: t('navigation.inboxCount', { count: open }) }
              : {})}
          />
        ))}
      </Stack>
      <Box sx={{ flex: 1 }} />
      {!namesWithheld && (
        <Button
          startIcon={<Search fontSize="small" />}
          color="secondary"
          aria-label={t('navigation.findPatient')}
          title={t('navigation.findPatient')}
          onClick={() => navigate({ to: '/patients' }).then(focusPatientSearch)}
          endIcon={<KeyHint keys="Ctrl+K" />}
          sx={{
            flexShrink: 0,
            [narrow]: {
              minWidth: 0,
              '& .MuiButton-startIcon': { m: 0 },
              '& > .MuiButton-endIcon, & > .words': { display: 'none' },
            },
          }}
        >
          <span className="words">{t('navigation.findPatient')}</span>
        </Button>
      )}
      <SyncIndicator />
      <UserMenu onShortcuts={showHelp} />
      <ShortcutsDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
    </FrameBar>
  )
}

function NavigationLink(props: {
  to: (typeof places)[number]['to']
  label: string
  count?: number
  hint?: string
}) {
  return (
    <Box
      component={RouterLink}
      to={props.to}
      title={props.hint}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 1.5,
        [narrow]: { px: 0.75 },
        color: 'text.secondary',
        textDecoration: 'none',
        fontWeight: 600,
        whiteSpace: 'nowrap',
        borderBottom: '2px solid transparent',
        '&:hover': { color: 'primary.main' },
        '&[aria-current="page"]': { color: 'primary.main', borderBottomColor: 'primary.main' },
      }}
    >
      {props.label}
      {props.count !== undefined && (
        <Badge badgeContent={props.count} color="warning" sx={{ ml: 1, mr: 1 }} max={999} />
      )}
    </Box>
  )
}
