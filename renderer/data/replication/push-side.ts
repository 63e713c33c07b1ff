import type { AppError } from '#shared/errors/app-error.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { createBatchSize } from './batch-size.ts'
import type { CouchTransport } from './couch-transport.ts'
import type { InPush } from './in-push.ts'
import { createIsolation } from './isolation.ts'
import type { OwnEcho } from './own-echo.ts'
import { createPushHandler } from './push-handler.ts'
import type { PushRow } from './push-row.ts'
import type { Refusals } from './refusals.ts'
import type { RequestLoop } from './request-loop.ts'
import { createTurns } from './turns.ts'
import type { Unmet } from './unmet.ts'

interface PushParts {
  transport: CouchTransport
  loop: RequestLoop
  refusals: Refusals
  echo: OwnEcho
  inPush: InPush
  unmet: Unmet
  clock: Clock
  signal: AbortSignal
  givesFiles(): boolean
  /** The server has what this station wrote into this document. */
  onPushed(id: string): void
  /** Refused, and what may cure that came meanwhile; RxDB has yet to note the push. */
  onCured(ids: readonly string[]): void
}

/** The one push handler of all collections: at most two requests at once, of a size that suits the link. */
export function createPushSide({
  transport,
  loop,
  refusals,
  echo,
  inPush,
  unmet,
  clock,
  signal,
  givesFiles,
  onPushed,
  onCured,
}: PushParts) {
  const batchSize = createBatchSize()
  const turns = createTurns(2)
  const timed = async <T>(request: () => Promise<T>) => {
    const startedMs = clock.now()
    const answer = await request()
    batchSize.took(clock.now() - startedMs)
    return answer
  }
  const isolation = createIsolation(() =>
    transport.bulkDocs([], signal).then(
      () => true,
      () => false,
    ),
  )
  const push = createPushHandler({
    transport,
    batchSize,
    inPush,
    signal,
    unmet: {
      remove: unmet.remove,
      add(id) {
        isolation.isolated()
        return unmet.add(id)
      },
    },
    givesFiles,
    isAside: (id) => refusals.isAside(id) || unmet.has(id),
    isRefused: (id) => refusals.get(id) !== undefined,
    async persist(request, known) {
      const isAtFault = (error: AppError, failures: number) => isolation.isAtFault(error, failures, known)
      const answer = await loop.persist('push', () => turns.take(() => timed(request)), isAtFault)
      isolation.taken()
      return answer
    },
    async onAcknowledged(document, rev) {
      const { id } = document
      echo.pushed(document, rev)
      onPushed(id)
      if (refusals.get(id)) await refusals.release(id)
    },
    refuse(row, code, text, mayPass) {
      if (mayPass) isolation.isolated()
      return refusals.take(row, code, text, mayPass)
    },
  })
  return async (rows: PushRow[]) => {
    const end = refusals.pushing(rows.map(({ newDocumentState }) => newDocumentState.id))
    try {
      return await push(rows)
    } finally {
      const again = end()
      if (again.length > 0) onCured(again)
    }
  }
}
