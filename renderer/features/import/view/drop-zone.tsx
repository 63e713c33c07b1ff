import UploadFile from '@mui/icons-material/UploadFile'
import { Button, Paper } from '@mui/material'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/empty-state.tsx'

/** Where files are dropped; the button does the same by keyboard. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('import')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])]
    if (files.length > 0) onFiles(files)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer?.files)
  }
  return (
    <Paper
      variant="outlined"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        borderStyle: 'dashed',
        borderWidth: 2,
        ...(over ? { borderColor: 'primary.main', bgcolor: 'primary.light' } : {}),
      }}
    >
      <EmptyState
        icon={<UploadFile fontSize="large" />}
        title={t('choose.title')}
        text={t('choose.text')}
        action={
          <Button variant="contained" autoFocus onClick={() => input.current?.click()}>
            {t('choose.action')}
          </Button>
        }
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".json,application/json,application/fhir+json"
        aria-label={t('choose.action')}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
    </Paper>
  )
}
