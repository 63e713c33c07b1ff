import { describe, expect, it } from 'vitest'
import { routeKind } from './route-kind.ts'

const clinic = (method: string, route: string) => routeKind(method, route, '', true)

describe('what happens with a request when a CouchDB stands behind', () => {
  it('E4 judges every write of documents into a clinic', () => {
    expect(clinic('POST', '/:db')).toBe('post')
    expect(clinic('POST', '/:db/_bulk_docs')).toBe('batch')
    for (const route of ['/:db/:id', '/:db/_design/:design']) {
      expect(clinic('PUT', route)).toBe('put')
      expect(clinic('DELETE', route)).toBe('delete')
      expect(clinic('COPY', route)).toBe('copy')
      expect(clinic('PUT', `${route}/*`)).toBe('attachment')
      expect(clinic('DELETE', `${route}/*`)).toBe('attachment')
    }
  })

  it('E4 refuses a write into a clinic by a route that nobody has thought of', () => {
    expect(clinic('POST', '/:db/_purge')).toBe('refuse')
    expect(clinic('POST', '/:db/_index')).toBe('refuse')
    expect(clinic('POST', '/:db/_brand_new')).toBe('refuse')
    expect(clinic('PUT', '/:db/_brand_new/:x')).toBe('refuse')
    expect(clinic('PATCH', '/:db/:id')).toBe('refuse')
  })

  it('E1 passes reads, checkpoints and everything outside of clinics', () => {
    expect(clinic('GET', '/:db/:id/*')).toBe('pass')
    expect(clinic('POST', '/:db/_bulk_get')).toBe('pass')
    expect(clinic('PUT', '/:db/_local/:local')).toBe('pass')
    expect(clinic('PUT', '/:db')).toBe('pass')
    expect(routeKind('POST', '/:db/_purge', '', false)).toBe('pass')
    expect(routeKind('PUT', '/:db/:id/*', '', false)).toBe('pass')
  })

  it('E5 knows a waiting feed', () => {
    for (const feed of ['longpoll', 'continuous', 'live', 'eventsource'])
      expect(routeKind('POST', '/:db/_changes', feed, true)).toBe('feed')
    expect(routeKind('GET', '/:db/_changes', 'normal', true)).toBe('pass')
  })
})
