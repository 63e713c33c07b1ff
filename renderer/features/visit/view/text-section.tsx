import { Button, Menu, MenuItem, Stack, TextField } from '@mui/material'
import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { insertPhrase, phraseTemplates, type TemplateField } from '../model/phrase-templates.ts'

interface TextSectionProps {
  name: TemplateField
  value: string | undefined
  minRows: number
  error?: string | undefined
  autoFocus?: boolean
  onChange(text: string): void
  onBlur(): void
}

/** One growing text of the record with its ready phrases. */
export function TextSection({ name, value, minRows, error, autoFocus, onChange, onBlur }: TextSectionProps) {
  const { t } = useTranslation('visit')
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const field: RefObject<HTMLTextAreaElement | null> = useRef(null)
  return (
    <Stack direction="row" spacing={0.5} sx={{ alignItems: 'flex-start' }}>
      <TextField
        label={t(`fields.${name}`)}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        inputRef={field}
        multiline
        minRows={minRows}
        maxRows={16}
        autoFocus={autoFocus ?? false}
        error={error !== undefined}
        helperText={error}
        slotProps={{ htmlInput: { 'data-path': name, lang: 'ru', spellCheck: true } }}
      />
      <Button
        aria-haspopup="menu"
        aria-label={t('templates.open', { field: t(`fields.${name}`) })}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ minWidth: 0, px: 0.75, fontWeight: 400 }}
      >
        {t('templates.title')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} disableRestoreFocus>
        {phraseTemplates[name].map((template) => (
          <MenuItem
            key={template.id}
            title={template.text}
            onClick={() => {
              setAnchor(null)
              onChange(insertPhrase(value, template.text))
              field.current?.focus()
            }}
          >
            {template.title}
          </MenuItem>
        ))}
      </Menu>
    </Stack>
  )
}
