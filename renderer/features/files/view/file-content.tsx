import { Box, Button } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { StoredFile } from '../../../data/controls/files-control.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ProgressLine } from '../../../ui/progress-line.tsx'
import { type FileReadingState, useFileReading, usePictureAddress } from '../model/use-file-reading.ts'
import { PictureView } from './picture-view.tsx'

/** The content of a paper, fetched when it is not on this PC; pictures are shown, everything else is saved and opened. */
export function FileContent(props: {
  reference: DocumentReference
  head(file: StoredFile | undefined): ReactNode
}) {
  const { patientId, content, description, status, statusReason } = props.reference
  const { t } = useTranslation('files')
  const [tries, setTries] = useState(0)
  const reading = useFileReading({ patientId, fileId: content.fileId, tries })
  const file = reading.kind === 'read' ? reading.file : undefined
  const address = usePictureAddress(file)
  return (
    <>
      {props.head(file)}
      {status === 'entered-in-error' && (
        <Banner severity="warning" title={t('wrong.title')}>
          {statusReason}
        </Banner>
      )}
      {address && <PictureView address={address} title={description} />}
      {file && !address && (
        <EmptyState
          testId="not-shown"
          title={t(file.type === 'application/pdf' ? 'notShown.pdf' : 'notShown.other')}
          text={t('notShown.text')}
        />
      )}
      {!file && <Unread reading={reading} onAgain={() => setTries((now) => now + 1)} />}
    </>
  )
}

function Unread({ reading, onAgain }: { reading: FileReadingState; onAgain(): void }) {
  const { t } = useTranslation('files')
  const errorText = useErrorText()
  if (reading.kind === 'reading')
    return (
      <Box sx={{ maxWidth: 420, mx: 'auto', width: 1, mt: 6 }}>
        <ProgressLine
          label={t('reading')}
          {...(reading.done === undefined ? {} : { done: Math.round(reading.done * 100), total: 100 })}
        />
      </Box>
    )
  if (reading.kind === 'read') return null
  const { title, whatToDo } =
    reading.kind === 'failed'
      ? errorText(reading.code)
      : { title: t(`unread.${reading.kind}.title`), whatToDo: t(`unread.${reading.kind}.text`) }
  return (
    <EmptyState
      testId={`unread-${reading.kind}`}
      title={title}
      text={whatToDo}
      action={
        reading.kind === 'damaged' ? undefined : (
          <Button variant="contained" onClick={onAgain}>
            {t('unread.again')}
          </Button>
        )
      }
    />
  )
}
