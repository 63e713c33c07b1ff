import { useEffect, useMemo, useRef, useState } from 'react'
import type { AllergyDraft } from '#shared/domain/patient/allergy.commands.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import type { PatientForm } from './patient-form.ts'

/** Allergies that are written down with the card. */
export interface QuickAllergies {
  added: AllergyDraft[]
  confirmedNone: boolean
}

/** What somebody had typed into the form of a card, and the card that it was typed onto. */
export interface KeptForm {
  form: PatientForm
  allergies: QuickAllergies
  patient?: Patient
}

/** Where the form of a card is kept; a new card has no id yet. */
export const placeOfForm = (patientId: string | undefined): string => `patient-form/${patientId ?? 'new'}`

/** What was kept of this form when its owner was called away; undefined until it is known. */
export function useKeptForm(patientId: string | undefined) {
  const { data } = useWorkplace()
  const [found, setFound] = useState<{ kept: KeptForm | undefined; savedAtMs: number } | undefined>()
  useEffect(() => {
    let over = false
    void data.formDrafts.get(placeOfForm(patientId)).then((draft) => {
      if (!over) setFound({ kept: draft?.content as KeptForm | undefined, savedAtMs: draft?.savedAtMs ?? 0 })
    })
    return () => {
      over = true
    }
  }, [data, patientId])
  return {
    found,
    /** Begins anew, without what was kept. */
    async discard() {
      await data.formDrafts.remove(placeOfForm(patientId))
      setFound({ kept: undefined, savedAtMs: 0 })
    },
  }
}

/** Keeps the form that stands on the screen when its owner must leave it, and forgets it when it is saved or given up. */
export function useKeepForm(now: KeptForm, opened: KeptForm | undefined) {
  const { data, context } = useWorkplace()
  const newest = useRef(now)
  newest.current = now
  const kept = useRef(opened)
  const place = placeOfForm(now.patient?.id)
  return useMemo(
    () => ({
      /** Whether all of it lies on the disk. */
      isKept: () => kept.current !== undefined && sameJson(kept.current, newest.current),
      async keep() {
        const content = newest.current
        await data.formDrafts.save({ place, savedAtMs: context.clock.now(), content })
        kept.current = content
      },
      async forget() {
        await data.formDrafts.remove(place)
      },
    }),
    [data, context, place],
  )
}
