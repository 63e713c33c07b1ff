/**
 * What happens with a request for a database when a CouchDB stands behind this server.
 * `pass`: streamed through. `feed`: streamed through, and ended well.
 * `batch`, `post`, `put`, `delete`, `copy`: a write that is judged first. `attachment`: a write of one. `refuse`: what
 * nobody does whose writes are judged.
 */
export type RouteKind =
  | 'pass'
  | 'feed'
  | 'batch'
  | 'post'
  | 'put'
  | 'delete'
  | 'copy'
  | 'attachment'
  | 'refuse'

/** What reads though it is a POST, and what concerns a database as a whole, which its route allows to administrators. */
const harmlessPosts =
  /^\/:db\/((_all_docs|_design_docs|_local_docs)(\/queries)?|_bulk_get|_changes|_compact|_compact\/:\w+|_ensure_full_commit|_explain|_find|_missing_revs|_revs_diff|_view_cleanup|_design\/:\w+\/_view\/:\w+(\/queries)?)$/
const settings = /^\/:db(\/(_security|_revs_limit|_purged_infos_limit))?$/
const checkpoint = /^\/:db\/_local\//
const oneDocument = /^\/:db\/(:\w+|_design\/:\w+)$/
const attachment = /^\/:db\/(:\w+|_design\/:\w+)\/\*$/

/** Decides by the route's pattern, never by the address: where writes are judged, a route nobody has thought of is refused. */
export function routeKind(method: string, route: string, feed: string, judged: boolean): RouteKind {
  if (route === '/:db/_changes') return feed === '' || feed === 'normal' ? 'pass' : 'feed'
  if (!judged || method === 'GET' || method === 'HEAD') return 'pass'
  if (method === 'POST') {
    if (route === '/:db') return 'post'
    if (route === '/:db/_bulk_docs') return 'batch'
    return harmlessPosts.test(route) ? 'pass' : 'refuse'
  }
  if (checkpoint.test(route) && method !== 'COPY') return 'pass'
  if (attachment.test(route)) return 'attachment'
  if ((method === 'PUT' || method === 'DELETE') && settings.test(route)) return 'pass'
  if (!oneDocument.test(route)) return 'refuse'
  if (method === 'PUT') return 'put'
  if (method === 'DELETE') return 'delete'
  return method === 'COPY' ? 'copy' : 'refuse'
}
