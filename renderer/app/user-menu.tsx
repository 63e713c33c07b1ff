import KeyboardArrowDown from '@mui/icons-material/KeyboardArrowDown'
import { Button, Divider, ListItemText, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { initialsOfLine } from '#shared/domain/prescription/prescription.form.ts'
import { useWorkplace } from '../data/workplace-context.tsx'
import { LockItem, SignOutItem, SwitchUserItem } from '../features/session/index.ts'
import { chooseLanguage, languages, useLanguage } from '../i18n/index.ts'

/** Who is signed in; language, shortcuts, the way out. */
export function UserMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation()
  const { profile } = useWorkplace()
  const language = useLanguage()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const then = (act: () => void) => () => {
    setAnchor(null)
    act()
  }
  return (
    <>
      <Button
        color="secondary"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        endIcon={<KeyboardArrowDown fontSize="small" />}
      >
        {initialsOfLine(profile.practitioner.name)}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem disabled sx={{ opacity: '1 !important' }}>
          <ListItemText
            primary={profile.practitioner.name}
            secondary={`${profile.practitioner.position} (${profile.user})`}
          />
        </MenuItem>
        <Divider />
        {languages.map((other) => (
          <MenuItem
            key={other}
            lang={other}
            selected={other === language}
            onClick={then(() => chooseLanguage(other))}
          >
            {t(`languages.${other}`)}
          </MenuItem>
        ))}
        <Divider />
        <MenuItem onClick={then(onShortcuts)}>{t('navigation.shortcuts')}</MenuItem>
        <SwitchUserItem />
        <LockItem />
        <SignOutItem />
      </Menu>
    </>
  )
}
