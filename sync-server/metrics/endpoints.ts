import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from './metrics.ts'

/** `GET /metrics`, and where tools for CouchDB look: `/_node/_local/_prometheus`. */
export function metricsEndpoints(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    const { feed } = request.query as { feed?: unknown }
    const waits = feed !== undefined && feed !== 'normal'
    const seconds = waits ? undefined : reply.elapsedTime / 1000
    metrics.answered(request.method, route, reply.statusCode, seconds)
  })
  const send = async (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .header('content-type', metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.registry.metrics())
  const config = { access: 'metrics' as const }
  app.get('/metrics', { config }, send)
  app.get('/_node/:node/_prometheus', { config }, send)
}
