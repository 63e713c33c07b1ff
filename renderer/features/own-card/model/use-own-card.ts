import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Profile } from '#shared/contract/api.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { assert } from '#shared/kit/assert.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { clinicAtServer } from '../../../data/clinic-at-server.ts'
import type { TraceReader } from '../../../data/controls/audit-control.ts'
import { useSession } from '../../session/index.ts'
import { type OwnCard, ownCardOf } from './own-card.ts'

type Shown =
  | { kind: 'asking' }
  /** The server shows no such card: it was put together with another one, or deleted. */
  | { kind: 'not-there' }
  | { kind: 'shown'; card: OwnCard }
  | { kind: 'failed'; code: ErrorCode }

export interface OwnCardSession {
  profile: Profile
  clock: Clock
  trace: TraceReader
  shown: Shown
  again(): void
}

/** The card of the patient who is signed in, as the server has it now. Nothing of it stays on this PC. */
export function useOwnCard(): OwnCardSession {
  const { session } = useSession()
  assert(session.phase === 'own-card', 'the own card was shown without its patient')
  const { profile, clock } = session
  const { clinicId, database, user, patientId = '' } = profile
  const clinic = useMemo(
    () => clinicAtServer({ clinicId, database, user, clock }),
    [clinicId, database, user, clock],
  )
  const [shown, setShown] = useState<Shown>({ kind: 'asking' })
  const [failure, setFailure] = useState<unknown>()
  const again = useCallback(() => {
    setShown({ kind: 'asking' })
    clinic
      .documents()
      .then((documents) => {
        const card = ownCardOf(documents, patientId, clock.now())
        setShown(card ? { kind: 'shown', card } : { kind: 'not-there' })
      })
      .catch((cause: unknown) =>
        cause instanceof AppError ? setShown({ kind: 'failed', code: cause.code }) : setFailure(cause),
      )
  }, [clinic, patientId, clock])
  useEffect(again, [again])
  if (failure !== undefined) throw failure
  return { profile, clock, trace: clinic.trace, shown, again }
}
