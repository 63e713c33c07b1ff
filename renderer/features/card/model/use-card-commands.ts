import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import { setConditionStatus } from '#shared/domain/condition/condition.commands.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import { setAllergyStatus } from '#shared/domain/patient/allergy.commands.ts'
import type { Allergy, Patient } from '#shared/domain/patient/patient.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/kit/result.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { showToast } from '../../../ui/toast-store.ts'

/** Saves what is changed on the card in place: says that it is durable, and offers the way back. */
export function useCardCommands() {
  const { t } = useTranslation('card')
  const { t: common } = useTranslation()
  const errorText = useErrorText()
  const { data, context } = useWorkplace()

  /** Runs a save; a failure of the disk is said and false comes back. */
  async function durable(save: () => Promise<void>): Promise<boolean> {
    try {
      await save()
      return true
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { title, whatToDo } = errorText(error.code)
      showToast(`${title}. ${whatToDo}`, { durationMs: Number.POSITIVE_INFINITY })
      return false
    }
  }

  const said = (text: string, undo: () => Promise<void>) =>
    showToast(text, { action: { label: common('actions.undo'), run: () => void durable(undo) } })

  /**
   * Changes the newest card, so that what arrived while a dialog was open is not written over. `not-saved`: the card
   * is gone or the disk refused, which is said; a form stays open with what was typed.
   */
  async function changePatient(
    patientId: string,
    change: (patient: Patient) => Result<Patient, FieldProblem[]>,
    text: string,
    undo: (now: Patient, before: Patient) => Patient,
  ): Promise<FieldProblem[] | 'not-saved'> {
    const before = await data.patients.get(patientId)
    if (!before) {
      showToast(t('missing.title'))
      return 'not-saved'
    }
    const result = change(before)
    if (!result.ok) return result.error
    if (!(await durable(() => data.saveAll([result.value], [before])))) return 'not-saved'
    said(text, async () => {
      const now = await data.patients.get(patientId)
      if (now) await data.saveAll([undo(now, before)], [now])
    })
    return []
  }

  return {
    changePatient,
    endAllergy: (patientId: string, allergy: Allergy, status: Allergy['clinicalStatus']) =>
      changePatient(
        patientId,
        (patient) => ({ ok: true, value: setAllergyStatus(patient, allergy.id, status, context) }),
        t('allergies.ended', { name: allergy.substance.text }),
        (now) => setAllergyStatus(now, allergy.id, allergy.clinicalStatus, context),
      ),
    /**
     * Saves a problem-list entry; `before` is what undo brings back, undefined for a new one. False when the disk refused,
     * which is said.
     */
    async saveCondition(condition: Condition, before: Condition | undefined): Promise<boolean> {
      if (!(await durable(() => data.saveAll([condition], before ? [before] : [])))) return false
      said(t('problems.saved', { name: condition.coding.display }), () =>
        data.saveAll(
          [
            before
              ? { ...before, updatedAt: context.hybridClock.next(), author: context.author }
              : setConditionStatus(condition, 'entered-in-error', context),
          ],
          [condition],
        ),
      )
      return true
    },
  }
}
