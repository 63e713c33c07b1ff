import type { FastifyInstance } from 'fastify'
import { type FileKey, fileKeySchema } from '#shared/contract/file-key.ts'
import { filesOfClinic } from '../accounts/clinic-store.ts'
import { fromRecord } from '../accounts/from-record.ts'
import type { ServerContext } from '../context.ts'
import { forbidden } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { databaseRefusal } from '../scope/database-access.ts'
import { alignFiles } from '../scope/file-places.ts'

/** `GET /api/file-key` for the people of a clinic who look after patients. */
export function fileKeyEndpoint(app: FastifyInstance, context: ServerContext): void {
  const { clock, createDatabase, placesStore, random, store } = context
  app.get('/api/file-key', { config: { access: 'session' } }, async (request, reply) => {
    const clinicId = request.account?.clinicId ?? ''
    const name = filesOfClinic(clinicId)
    const asked = { principal: request.principal, name, database: undefined, level: 'member' as const }
    if (clinicId === '' || databaseRefusal({ ...asked, documentId: undefined }))
      throw forbidden('You do not see the files of a clinic.')
    if (await createDatabase(name)) await alignFiles(placesStore, clinicId, clock.now())
    const kept = fromRecord(fileKeySchema, store.records.get('file-key', clinicId))
    const answer: FileKey = kept ?? { key: Buffer.from(random(32)).toString('base64') }
    if (!kept) store.records.put('file-key', clinicId, answer)
    return sendJson(request, reply, JSON.stringify(answer), 'no-store')
  })
}
