import { Button, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useRefusalText } from '../../../i18n/use-refusal-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { ReasonDialog, useReopen } from '../../kept-forms/index.ts'
import { useInboxActions } from '../model/use-inbox-actions.ts'
import { useInboxWords } from '../model/use-inbox-words.ts'
import { useRefusalActions } from '../model/use-refusal-actions.ts'
import { CorrectButton } from './correct-button.tsx'
import { ExportButton } from './export-button.tsx'
import { OpenDocumentButton } from './open-document-button.tsx'

/** Signed records are not corrected but written anew. */
const signed: ReadonlySet<string> = new Set(['visit', 'prescription'])
/** Nobody types these here: they came from a file of another program, and are corrected there. */
const imported: ReadonlySet<string> = new Set(['measurements', 'immunization'])
/** Nothing hangs on these: they may go from this PC, where the server never had them. */
const removable: ReadonlySet<string> = new Set([...imported, 'condition'])

/** A document the server did not take: why, in words, and every way out. */
export function RefusalDetail({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const { stationId, profile } = useWorkplace()
  const refusalText = useRefusalText()
  const { fieldLabel } = useInboxWords()
  const actions = useRefusalActions(item)
  const { markSeen } = useInboxActions()
  const mayClose = ['admin', 'head-doctor'].includes(profile.practitioner.role)
  const [asksNote, setAsksNote] = useState(false)
  const place = `hand-over/${item.patientId ?? ''}/${item.id}`
  useReopen(place, () => setAsksNote(true))
  const isHere = item.stationId === stationId
  const reason = refusalText(item.reason ?? { code: '', text: '' })
  const hasBody = isHere || item.local !== undefined
  return (
    <>
      <Banner severity="danger" title={reason.title}>
        {reason.whatToDo}
        {reason.fields.length > 0 && (
          <Typography variant="body2" sx={{ fontWeight: 600 }}>
            {t('refusal.wrongFields', { fields: reason.fields.map(fieldLabel).join(', ') })}
          </Typography>
        )}
      </Banner>
      {item.documentType === 'inbox' && <Typography variant="body2">{t('refusal.decision')}</Typography>}
      <Typography variant="body2">{t(isHere ? 'refusal.safe' : 'refusal.elsewhere')}</Typography>
      {item.handedOver && (
        <Typography variant="body2">
          {t('refusal.handedLine', { name: item.handedOver.by, time: formatMoment(item.handedOver.at) })}
          {item.handedOver.note && ` «${item.handedOver.note}»`}
        </Typography>
      )}
      {isHere && imported.has(item.documentType) && (
        <Typography variant="body2">{t('refusal.imported')}</Typography>
      )}
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        {isHere && signed.has(item.documentType) && (
          <Button variant="contained" onClick={actions.rewrite}>
            {t('refusal.rewrite')}
          </Button>
        )}
        {isHere && <CorrectButton item={item} />}
        <OpenDocumentButton item={item} />
        {isHere && (
          <Button variant="outlined" onClick={actions.resend}>
            {t('refusal.resend')}
          </Button>
        )}
        {hasBody && <ExportButton item={item} />}
        {!isHere && mayClose && <Button onClick={() => markSeen(item)}>{t('refusal.pcGone')}</Button>}
        {isHere && !item.handedOver && (
          <Button onClick={() => setAsksNote(true)}>{t('refusal.handOver')}</Button>
        )}
        {isHere && removable.has(item.documentType) && (
          <Button color="error" onClick={actions.remove}>
            {t('refusal.remove')}
          </Button>
        )}
        {isHere && item.handedOver && <Button onClick={actions.takeBack}>{t('refusal.takeBack')}</Button>}
      </Stack>
      {asksNote && (
        <ReasonDialog
          place={place}
          title={t('refusal.handOver')}
          text={t('refusal.handOverText')}
          reason={t('refusal.handOverNote')}
          confirm={t('refusal.handOver')}
          harmless
          onClose={() => setAsksNote(false)}
          onConfirm={actions.handOver}
        />
      )}
    </>
  )
}
