import type { FastifyInstance } from 'fastify'
import { cardsDigest, heldDocumentsSchema } from '#shared/contract/held-documents.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import type { ServerContext } from '../context.ts'
import { notFound, unauthorized } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { parsedBody } from '../http/problem.ts'
import { scopedFor } from '../scope/open-scoped.ts'
import type { Database } from '../store/store.ts'

/** `POST /api/clinics/:clinicId/held-documents`: which copies of a PC the person of the session does not see any more. */
export function heldDocumentEndpoints(
  app: FastifyInstance,
  { store, clinics, clinicReady }: ServerContext,
): void {
  app.post(
    '/api/clinics/:clinicId/held-documents',
    { config: { access: 'session' } },
    async (request, reply) => {
      const { account } = request
      if (!account) throw unauthorized()
      const { clinicId } = request.params as { clinicId: string }
      if (account.clinicId !== clinicId || !clinics.get(clinicId)) throw notFound('no such clinic')
      const held = parsedBody(request, heldDocumentsSchema)
      await clinicReady(databaseOfClinic(clinicId))
      const whole = store.open(databaseOfClinic(clinicId))
      if (!whole) throw notFound('no such clinic')
      const seen = scopedFor(request.principal, whole)
      const answer =
        'digest' in held
          ? { same: seen === whole || cardsDigest(cardsOf(seen)) === held.digest }
          : {
              unseen: Object.entries(held.documents)
                .filter(isUnseenIn(whole, seen))
                .map(([id]) => id),
            }
      return sendJson(request, reply, JSON.stringify(answer), 'no-store')
    },
  )
}

function cardsOf(database: Database): string[] {
  const content = { space: 'all', includeDocs: false, attachments: false, conflicts: false } as const
  const range = { startKey: 'patient:', endKey: 'patient;', inclusiveEnd: false, descending: false }
  const everything = Number.MAX_SAFE_INTEGER
  const { text } = database.allDocs({ ...content, ...range, limit: everything, skip: 0 })
  return (JSON.parse(`[${text}]`) as { id: string }[]).map(({ id }) => id)
}

const isUnseenIn =
  (whole: Database, seen: Database) =>
  ([id, rev]: [string, string]): boolean =>
    whole.winner(id) !== undefined &&
    whole.missing(id, [rev]).missing.length === 0 &&
    seen.winner(id) === undefined
