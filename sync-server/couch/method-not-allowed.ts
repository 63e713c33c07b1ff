import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CouchError } from './couch-error.ts'

/** Addresses of a database that know some methods, in the order in which CouchDB names them. */
const known: Record<string, string> = {
  _all_docs: 'GET,HEAD,POST',
  _bulk_docs: 'POST',
  _bulk_get: 'POST',
  _changes: 'GET,POST,HEAD',
  _compact: 'POST',
  '_compact/:design': 'POST',
  '_design/:design/_info': 'GET',
  '_design/:design/_view/:view': 'GET,POST,HEAD',
  '_design/:design/_view/:view/queries': 'POST',
  _design_docs: 'GET,HEAD,POST',
  _ensure_full_commit: 'POST',
  _explain: 'POST',
  _find: 'POST',
  _index: 'GET,POST',
  '_index/:name': 'DELETE',
  '_index/_bulk_delete': 'POST',
  _local_docs: 'GET,HEAD,POST',
  _missing_revs: 'POST',
  _purge: 'POST',
  _revs_diff: 'POST',
  _revs_limit: 'PUT,GET',
  _view_cleanup: 'POST',
}

/** 405 for the other methods, which would else be taken for a document of that id. */
export function methodNotAllowed(app: FastifyInstance): void {
  for (const [path, allowed] of Object.entries(known)) {
    const handler = (_request: FastifyRequest, reply: FastifyReply): never => {
      reply.header('allow', allowed)
      throw new CouchError(405, 'method_not_allowed', `Only ${allowed} allowed`)
    }
    const others = ['GET', 'POST', 'PUT', 'DELETE'].filter((method) => !allowed.split(',').includes(method))
    app.route({ method: others, url: `/:db/${path}`, config: { access: 'database' }, handler })
  }
}
