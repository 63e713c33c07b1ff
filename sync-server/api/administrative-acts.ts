import type { FastifyInstance } from 'fastify'
import { mayAdminister } from '../administration/administered.ts'
import type { ServerContext } from '../context.ts'
import { queryOf } from '../couch/query.ts'
import { sendJson } from '../http/json-answer.ts'

/** As many as somebody reads; older ones stay in the log. */
const mostActs = 2000

/** `GET /api/administrative-acts`: what administrators did, newest first. Nothing changes or removes it. */
export function administrativeActEndpoints(app: FastifyInstance, { acts }: ServerContext): void {
  app.get('/api/administrative-acts', { config: { access: 'administrator' } }, (request, reply) => {
    const clinic = queryOf(request).text('clinic')
    const { acts: all, brokenAt } = acts.read()
    const shown = all.filter(
      ({ clinicId }) => mayAdminister(request, clinicId) && (clinic === undefined || clinicId === clinic),
    )
    const page = { acts: shown.slice(0, mostActs), ...(brokenAt === undefined ? {} : { brokenAt }) }
    return sendJson(request, reply, JSON.stringify(page), 'no-store')
  })
}
