import { Button, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { InboxItem, Resolution } from '#shared/domain/inbox/inbox.schema.ts'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { useInboxActions } from '../model/use-inbox-actions.ts'
import { useInboxWords } from '../model/use-inbox-words.ts'
import { ExportButton } from './export-button.tsx'
import { OpenDocumentButton } from './open-document-button.tsx'

/** Once written anew or taken by the server there is nothing to open again. */
const final: ReadonlySet<string> = new Set(['withdrawn', 'sent'])
const choices = ['fields', 'seen', 'sent', 'kept', 'retracted', 'withdrawn'] as const

/** How an item was dealt with, by whom, and the way back. */
export function ResolvedDetail({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const { fieldLabel, valueText } = useInboxWords()
  const { takeBack } = useInboxActions()
  const { resolution } = item
  if (!resolution) return null
  const who = ({ by, at }: Resolution) => ({ name: by, time: formatMoment(at) })
  const choice = choices.find((each) => each === resolution.choice) ?? 'seen'
  return (
    <>
      <Banner severity="success" title={t('resolved.title', who(resolution))}>
        {t(`resolved.choices.${choice}`)}
      </Banner>
      {item.alsoResolved?.map((each) => (
        <Typography key={`${each.at} ${each.by}`} variant="body2">
          {t('resolved.also', who(each))}
        </Typography>
      ))}
      {resolution.fields && (
        <KeyValueList
          labelWidth={190}
          items={resolution.fields.map(({ path, before, after }) => ({
            label: fieldLabel(path),
            value: (
              <>
                {t('resolved.chosen', { value: valueText(after) })}
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                  {t('was', { value: valueText(before) })}
                </Typography>
              </>
            ),
          }))}
        />
      )}
      <Stack direction="row" spacing={1}>
        {resolution.choice !== 'withdrawn' && <OpenDocumentButton item={item} />}
        {item.kind === 'refusal' && item.local && <ExportButton item={item} />}
        {!final.has(resolution.choice) && <Button onClick={() => takeBack(item)}>{t('takeBack')}</Button>}
      </Stack>
    </>
  )
}
