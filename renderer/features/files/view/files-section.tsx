import { Box, Button, Typography } from '@mui/material'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayWriteType } from '#shared/domain/access/index.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { Section } from '../../../ui/section.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { useUnsavedWork } from '../../../ui/unsaved-work.ts'
import { usePageKeys } from '../../patients/index.ts'
import { useDocumentStates } from '../../sync/index.ts'
import { useAddFiles } from '../model/use-add-files.ts'
import { useFilesOfPatient } from '../model/use-files-of-patient.ts'
import { useIncomingFiles } from '../model/use-incoming-files.ts'
import { AddFilesDialog } from './add-files-dialog.tsx'
import { FileLine } from './file-line.tsx'

const shownFirst = 4

/** The papers of a patient, or of one visit: added by the button, by dropping them on the page, or from the clipboard. */
export function FilesSection({ patientId, visitId }: { patientId: string; visitId?: string }) {
  const { t } = useTranslation('files')
  const { t: card } = useTranslation('card')
  const { data, profile } = useWorkplace()
  const [showAll, setShowAll] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const adding = useAddFiles({ patientId, visitId })
  const all = useFilesOfPatient(patientId)
  const shown = (all ?? []).filter((each) => visitId === undefined || each.visitId === visitId)
  const first = shown.slice(0, showAll ? undefined : shownFirst)
  const states = useDocumentStates(first.map(({ id }) => id))
  const mayAdd = mayWriteType(profile.practitioner.role, 'document-reference')

  async function take(files: File[]) {
    if (files.length === 0) return
    const readiness = await data.files.readiness()
    if (readiness === 'ready') adding.pick(files)
    else showToast(t(`notReady.${readiness}`), { durationMs: Number.POSITIVE_INFINITY })
  }
  // They stand in the dialog alone: the screen is covered with the keys kept, never taken away, while they do.
  useUnsavedWork({ isChanged: () => adding.files.length > 0 })
  const held = useIncomingFiles(mayAdd ? (files) => void take(files) : undefined)
  const choose = () => input.current?.click()
  usePageKeys(mayAdd ? { f: choose } : {})

  return (
    <Box
      sx={held ? { outline: 2, outlineColor: 'primary.main', outlineStyle: 'dashed', borderRadius: 1 } : {}}
    >
      <Section
        title={t(visitId === undefined ? 'title' : 'titleOfVisit')}
        id="files"
        flush
        actions={
          mayAdd && (
            <>
              <Button onClick={choose}>
                {t('add')}&nbsp;
                <KeyHint keys="F" />
              </Button>
              <input
                ref={input}
                type="file"
                multiple
                hidden
                accept="application/pdf,image/*"
                aria-label={t('add')}
                data-testid="choose-files"
                onChange={(event) => {
                  void take([...(event.target.files ?? [])])
                  // The same file may be chosen once more.
                  event.target.value = ''
                }}
              />
            </>
          )
        }
      >
        {first.map((reference) => (
          <FileLine key={reference.id} reference={reference} state={states?.get(reference.id)} />
        ))}
        {shown.length === 0 && (
          <Typography variant="body2" sx={{ px: 1.5, py: 1, color: 'text.secondary' }}>
            {t(held ? 'drop' : mayAdd ? 'empty' : 'none')}
          </Typography>
        )}
        {shown.length > shownFirst && (
          <Button
            onClick={() => setShowAll(!showAll)}
            aria-expanded={showAll}
            color="secondary"
            sx={{ ml: 0.25 }}
          >
            {showAll ? card('showLess') : card('showMore', { count: shown.length - shownFirst })}
          </Button>
        )}
      </Section>
      {adding.files.length > 0 && <AddFilesDialog adding={adding} />}
    </Box>
  )
}
