import { Button, Stack } from '@mui/material'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { FormDraft } from '../../../data/controls/repository.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { useDiscard } from '../model/use-discard.ts'

/** Forms that this person has not saved, newest first, each with the way back to it. */
export function KeptForms() {
  const { data } = useWorkplace()
  const drafts = useLive(useMemo(() => data.formDrafts.watchAll(), [data]))
  if (!drafts?.length) return null
  return (
    <Stack spacing={0.5} sx={{ mb: 1 }}>
      {drafts.map((draft) => (
        <KeptLine key={draft.place} draft={draft} />
      ))}
    </Stack>
  )
}

/** The kind of a form is the first word of its place; a new card's is told apart by its missing id. */
const kindOf = (place: string) => (place === 'patient-form/new' ? 'new-patient' : place.split('/', 1)[0]!)

function KeptLine({ draft }: { draft: FormDraft }) {
  const { t } = useTranslation('kept')
  const router = useRouter()
  const discard = useDiscard()
  const name = useNameIn(draft.place)
  const about = name ?? draft.about
  const what = t(`kinds.${kindOf(draft.place)}` as 'kinds.allergy')
  const when = formatMoment(draft.savedAtMs)
  return (
    <Banner
      severity="info"
      title={about ? t('lineAbout', { what, about, when }) : t('line', { what, when })}
      action={
        <Stack direction="row">
          <Button color="inherit" onClick={() => void discard(draft)}>
            {t('discard')}
          </Button>
          {draft.at !== undefined && (
            <Button color="inherit" onClick={() => void router.navigate({ href: draft.at! })}>
              {t('goOn')}
            </Button>
          )}
        </Stack>
      }
    />
  )
}

/** The name of the patient whose id stands in the place; undefined where there is none. */
function useNameIn(place: string): string | undefined {
  const { data } = useWorkplace()
  const patientId = place.split('/').find((part) => part.startsWith('patient:'))
  const [name, setName] = useState<string>()
  useEffect(() => {
    let over = false
    if (patientId !== undefined)
      void data.patients.get(patientId).then((found) => !over && setName(found && fullName(found.name)))
    return () => {
      over = true
    }
  }, [data, patientId])
  return name
}
