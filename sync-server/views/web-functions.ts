import type { FastifyInstance } from 'fastify'
import { CouchError } from '../couch/couch-error.ts'

const names = ['_show', '_list', '_update', '_rewrite']

/**
 * Functions that make pages of documents, deprecated in CouchDB 3: design documents may hold them, and nobody runs them.
 * And temporary views, which CouchDB 2 took away. Without these routes their addresses would be those of attachments.
 */
export function webFunctions(app: FastifyInstance): void {
  for (const name of names)
    for (const url of [`/:db/_design/:design/${name}`, `/:db/_design/:design/${name}/*`])
      app.route({
        method: ['GET', 'POST', 'PUT', 'DELETE'],
        url,
        config: { access: 'database' },
        handler: (): never => {
          throw new CouchError(501, 'not_implemented', `${name} functions are kept and not run here.`)
        },
      })
  app.post('/:db/_temp_view', { config: { access: 'database' } }, (): never => {
    throw new CouchError(410, 'gone', 'Temporary views are not supported in CouchDB')
  })
}
