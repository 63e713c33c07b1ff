import { Button, Stack, Typography } from '@mui/material'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { courierSuffix } from '#shared/contract/courier-file.ts'
import { Section } from '../../../ui/section.tsx'

/** Takes a file that came by hand. */
export function ReadFile(props: { disabled: boolean; onRead: (file: File) => Promise<void> }) {
  const { t } = useTranslation('courier')
  const input = useRef<HTMLInputElement>(null)
  return (
    <Section title={t('read.title')}>
      <Stack spacing={1.5} sx={{ alignItems: 'start' }}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('read.text')}
        </Typography>
        <Button variant="contained" disabled={props.disabled} onClick={() => input.current?.click()}>
          {t('read.action')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          disabled={props.disabled}
          accept={courierSuffix}
          aria-label={t('read.action')}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            event.target.value = ''
            if (file) void props.onRead(file)
          }}
        />
      </Stack>
    </Section>
  )
}
