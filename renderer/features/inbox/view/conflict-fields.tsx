import { Button, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldChoice, isDecidedInCard } from '#shared/domain/inbox/conflict-choice.ts'
import { valueAt } from '#shared/domain/inbox/document-path.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useCurrentDocument, useInboxActions } from '../model/use-inbox-actions.ts'
import { useInboxWords } from '../model/use-inbox-words.ts'
import { ConflictField } from './conflict-field.tsx'
import { SideHead } from './side-head.tsx'

/** Both versions side by side, only the fields that differ; where allowed, a choice for each and one "save". */
export function ConflictFields({ item, editable }: { item: InboxItem; editable: boolean }) {
  const { t } = useTranslation('inbox')
  const { settle } = useInboxActions()
  const { fieldLabel } = useInboxWords()
  const [choices, setChoices] = useState<Record<string, FieldChoice>>({})
  const [invalid, setInvalid] = useState<string | undefined>()
  const current = useCurrentDocument(item)
  const fields = item.fields ?? []
  const open = editable ? fields.filter((field) => !isDecidedInCard(field)) : []
  const unchosen = open.filter(({ path }) => !choices[path]).length
  const chooseAll = (choice: FieldChoice) =>
    setChoices(Object.fromEntries(open.map(({ path }) => [path, choice])))
  return (
    <Stack spacing={1}>
      <SideHead item={item} onTakeAll={open.length > 1 ? chooseAll : undefined} />
      {fields.map((field) => (
        <ConflictField
          key={field.path}
          field={field}
          standing={current && valueAt(current, field.path)}
          editable={open.includes(field)}
          choice={choices[field.path]}
          onChoose={(choice) => setChoices((before) => ({ ...before, [field.path]: choice }))}
        />
      ))}
      {editable && open.length < fields.length && (
        <Typography variant="body2">{t('explain.consent')}</Typography>
      )}
      {invalid !== undefined && (
        <Banner severity="danger">
          {invalid === '' ? t('gone') : t('invalid', { field: fieldLabel(invalid) })}
        </Banner>
      )}
      {editable && (
        <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
          <Button
            variant="contained"
            disabled={unchosen > 0}
            onClick={async () => setInvalid(await settle(item, choices))}
          >
            {t('save')}
          </Button>
          {unchosen > 0 && <Typography variant="caption">{t('unchosen', { count: unchosen })}</Typography>}
        </Stack>
      )}
    </Stack>
  )
}
