import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import {
  type ConsentDraft,
  recordConsent,
  retractConsent,
  settleContradiction,
} from '#shared/domain/consent/consent.commands.ts'
import type { Consent } from '#shared/domain/consent/consent.schema.ts'
import { isDecidedInCard } from '#shared/domain/inbox/conflict-choice.ts'
import { resolveItem } from '#shared/domain/inbox/inbox.commands.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/kit/result.ts'
import { firstOf } from '../../../data/live/first-of.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { useWhyNot } from '../../../i18n/use-why-not.ts'
import { showToast } from '../../../ui/toast-store.ts'

/** Nothing was saved: a form stays open with what was typed. A toast has said why. */
const notSaved: FieldProblem[] = [{ path: '', code: 'consent.gone', severity: 'error' }]
/** There is no such card any more. */
const gone: FieldProblem[] = [{ path: '', code: 'consent.gone', severity: 'error' }]

/** Saves what is said, restricted or ended in a card; says when it is durable. */
export function useConsentCommands() {
  const { t } = useTranslation('consent')
  const { t: common } = useTranslation()
  const errorText = useErrorText()
  const say = useProblemText()
  const whyNot = useWhyNot()
  const { data, context } = useWorkplace()

  /**
   * Changes the newest card, so that what arrived while a dialog was open is not written over. Rejects with an AppError
   * where the disk refuses.
   * @param undo takes it back where that harms nobody; without it what was done stays
   * @param also items of the inbox that are settled by it
   */
  async function changeNow(
    patientId: string,
    command: (patient: Patient) => Result<Patient, FieldProblem[]>,
    said: string,
    undo?: (saved: Patient, now: Patient) => Result<Patient, FieldProblem[]>,
    also: () => Promise<InboxItem[]> = async () => [],
  ): Promise<FieldProblem[]> {
    const before = await data.patients.get(patientId)
    if (!before) return gone
    const result = command(before)
    if (!result.ok) return result.error
    const items = await also()
    const seen = items.map((item) => resolveItem(item, 'seen', context))
    await data.saveAll([result.value, ...seen], [before, ...items])
    const back = async () => {
      const now = await data.patients.get(patientId)
      const undone = now && undo?.(result.value, now)
      if (now && undone?.ok) await data.saveAll([undone.value], [now])
    }
    showToast(said, undo ? { action: { label: common('actions.undo'), run: () => void back() } } : {})
    return []
  }

  /** As `changeNow`; that there is no such card and that the disk refuses is said by a toast. */
  async function change(...how: Parameters<typeof changeNow>): Promise<FieldProblem[]> {
    try {
      const problems = await changeNow(...how)
      if (problems !== gone) return problems
      for (const problem of gone) showToast(say(problem))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { title, whatToDo } = errorText(error.code)
      showToast(`${title}. ${whatToDo}`, { durationMs: Number.POSITIVE_INFINITY })
    }
    return notSaved
  }

  /** As `changeNow`, for a dialog that stays with what was typed: resolves with why nothing was changed, in words. */
  const changeOrSay = (...how: Parameters<typeof changeNow>): Promise<string | undefined> =>
    whyNot(() => changeNow(...how))

  /** As `change`, where nothing is open that could say it. */
  async function changeOrTell(...how: Parameters<typeof change>): Promise<void> {
    const problems = await change(...how)
    if (problems !== notSaved) for (const problem of problems) showToast(say(problem))
  }

  /** What the inbox still asks about the consents of this patient. */
  async function asked(patientId: string): Promise<InboxItem[]> {
    const open = await firstOf(data.inbox.watchOpen())
    return open
      .filter((item) => item.kind === 'conflict' && item.patientId === patientId)
      .filter(({ fields = [] }) => fields.length > 0 && fields.every(isDecidedInCard))
  }

  return {
    change,
    changeOrSay,
    changeOrTell,
    /** A person decides a contradiction; the inbox asks no more. */
    settle: (patientId: string, consent: Consent) =>
      changeOrTell(
        patientId,
        (patient) => settleContradiction(patient, consent.id, context),
        t('contradiction.settled', { what: t(`kinds.${consent.kind}.${consent.decision}`) }),
        undefined,
        () => asked(patientId),
      ),
    /** Records what the person said; taken back at once it is kept as written by mistake. */
    record: (patientId: string, draft: ConsentDraft) =>
      change(
        patientId,
        (patient) => recordConsent(patient, draft, context),
        t('saved', { what: t(`kinds.${draft.kind}.${draft.decision}`) }),
        (saved, now) => retractConsent(now, saved.consents?.at(-1)?.id ?? '', context),
      ),
  }
}
