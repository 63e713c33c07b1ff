import { Button, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayWriteType } from '#shared/domain/access/index.ts'
import { mayPrint } from '#shared/domain/consent/consent.permission.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import type { StoredFile } from '../../../data/controls/files-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ReasonDialog, useReopen } from '../../kept-forms/index.ts'
import { useDocumentStates } from '../../sync/index.ts'
import { useFileCommands } from '../model/use-file-commands.ts'
import { useFileWords } from '../model/use-file-words.ts'
import { DescribeDialog, placeOfFileWords } from './describe-dialog.tsx'
import { FileStateMark } from './file-state-mark.tsx'

/** What a paper is, who brought it, where it is, and what can be done with it. */
export function FileHead(props: {
  reference: DocumentReference
  patient: Patient
  file: StoredFile | undefined
}) {
  const { reference, patient, file } = props
  const { t } = useTranslation('files')
  const { t: consent } = useTranslation('consent')
  const { context, profile } = useWorkplace()
  const { kindText, sizeText } = useFileWords()
  const commands = useFileCommands(reference)
  const [dialog, setDialog] = useState<'describe' | 'retract' | undefined>()
  const placeOfRetract = `file-retract/${patient.id}/${reference.id}`
  useReopen(placeOfFileWords(reference), () => setDialog('describe'))
  useReopen(placeOfRetract, () => setDialog('retract'))
  const state = useDocumentStates([reference.id])?.get(reference.id)
  const mayChange = mayWriteType(profile.practitioner.role, 'document-reference')
  const maySave = mayPrint(patient, context.clock.now()).allowed
  const { content, addedBy, createdAt, date } = reference
  const facts = [
    kindText(reference.kind),
    date && t('dated', { date: formatPartialDate(date) }),
    t('addedBy', { name: addedBy.name, time: formatMoment(createdAt) }),
    content.originalSize === undefined
      ? sizeText(content.size)
      : t('madeSmaller', { from: sizeText(content.originalSize), to: sizeText(content.size) }),
  ].filter(Boolean)
  return (
    <>
      <PageHeader
        title={reference.description}
        windowTitle={t('windowTitle')}
        facts={
          <>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {facts.join(' · ')}
            </Typography>
            <FileStateMark reference={reference} state={state} />
          </>
        }
        actions={
          <>
            <Button component={Link} to={`/patients/${patient.id}`}>
              {t('toCard')}
            </Button>
            {mayChange && reference.status === 'current' && (
              <>
                <Button onClick={() => setDialog('describe')}>{t('actions.describe')}</Button>
                <Button color="error" onClick={() => setDialog('retract')}>
                  {t('actions.retract')}
                </Button>
              </>
            )}
            {mayChange && reference.status === 'entered-in-error' && (
              <Button onClick={() => void commands.restore()}>{t('actions.restore')}</Button>
            )}
            {maySave ? (
              <Button variant="contained" disabled={!file} onClick={() => file && void commands.saveAs(file)}>
                {t('actions.saveAs')}
              </Button>
            ) : (
              <Typography variant="body2" role="status" sx={{ color: 'error.dark', maxWidth: 260 }}>
                {consent('printClosed')}
              </Typography>
            )}
          </>
        }
      />
      {dialog === 'describe' && (
        <DescribeDialog
          reference={reference}
          onDescribe={commands.describe}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'retract' && (
        <ReasonDialog
          place={placeOfRetract}
          title={t('retract.title')}
          text={t('retract.text')}
          reason={t('retract.reason')}
          confirm={t('actions.retract')}
          onClose={() => setDialog(undefined)}
          onConfirm={commands.retract}
        />
      )}
    </>
  )
}
