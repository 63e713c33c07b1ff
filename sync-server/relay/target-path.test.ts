import { describe, expect, it } from 'vitest'
import { databasePath, targetPath } from './target-path.ts'

describe('the address that is asked of the CouchDB', () => {
  it('E3 is the one that was asked here, escaped in one way', () => {
    expect(targetPath('/made+here%2fnow/?a=%2E%2E')).toBe('/made%2Bhere%2Fnow/?a=%2E%2E')
    expect(targetPath("/db/a%20b'c/ў")).toBe("/db/a%20b'c/%D1%9E")
    expect(databasePath('made+here/now', '_local', 'a/b')).toBe('/made%2Bhere%2Fnow/_local/a%2Fb')
  })

  it.each([
    '/clinic-demo/../clinic-other/x',
    '/clinic-demo/%2e%2e/clinic-other',
    '/clinic-demo/.%2E%2Fclinic-other',
    '/clinic-demo/a%2F..%2F..%2Fclinic-other',
    '/clinic-demo/..%5Cclinic-other',
    '/clinic-demo/.',
    '/clinic-demo/%E0%A4%A',
  ])('E3 never leads into another database: %s', (url) => {
    expect(() => targetPath(url)).toThrow('bad_request')
  })
})
