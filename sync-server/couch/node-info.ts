import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonText } from '../http/request-body.ts'
import { badRequest, notFound } from './couch-error.ts'

/** What CouchDB calls a server that is alone. */
const nodeName = 'nonode@nohost'
const settingPath = '/_node/:node/_config/couchdb/maintenance_mode'

/** `_up`, `_membership` and the little of `_node/_local` that tools look at. */
export function nodeInfo(app: FastifyInstance, { feeds, version }: ServerContext): void {
  const admin = { config: { access: 'admin' as const } }
  let maintenance = false

  app.get('/_up', { config: { access: 'open' } }, (request, reply) => {
    if (feeds.isClosed()) return sendJson(request, reply.code(404), '{"status":"stopping"}')
    if (maintenance) return sendJson(request, reply.code(404), '{"status":"maintenance_mode"}')
    return sendJson(request, reply, '{"status":"ok","seeds":{}}')
  })

  app.get('/_membership', admin, (request, reply) =>
    sendJson(request, reply, JSON.stringify({ all_nodes: [nodeName], cluster_nodes: [nodeName] })),
  )

  const checkNode = (request: FastifyRequest): void => {
    const { node } = request.params as { node: string }
    if (node !== '_local' && node !== nodeName) throw notFound('no such node')
  }
  app.get('/_node/:node', admin, (request, reply) => {
    checkNode(request)
    return sendJson(request, reply, JSON.stringify({ name: nodeName }))
  })
  app.get('/_node/:node/_versions', admin, (request, reply) => {
    checkNode(request)
    const { node, v8, uv, icu } = process.versions
    return sendJson(request, reply, JSON.stringify({ lekar: version, node, v8, uv, icu }))
  })
  app.get('/_node/:node/_system', admin, (request, reply) => {
    checkNode(request)
    const { rss, heapUsed, external } = process.memoryUsage()
    const uptime = Math.floor(process.uptime())
    return sendJson(request, reply, JSON.stringify({ uptime, memory: { rss, heapUsed, external } }))
  })

  // Takes the server out of a load balancer's hands without stopping it; lasts until it is told otherwise or stops.
  app.get(settingPath, admin, (request, reply) => {
    checkNode(request)
    return sendJson(request, reply, JSON.stringify(String(maintenance)))
  })
  app.put(settingPath, admin, (request, reply) => {
    checkNode(request)
    const { value } = jsonText(request)
    if (value !== 'true' && value !== 'false') throw badRequest('maintenance_mode is "true" or "false"')
    const before = String(maintenance)
    maintenance = value === 'true'
    return sendJson(request, reply, JSON.stringify(before))
  })
}
