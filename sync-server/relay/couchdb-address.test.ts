import { describe, expect, it } from 'vitest'
import { couchdbAddress } from './couchdb-address.ts'

const secret = 'п@роль:/%'
const url = (tail = '') => `http://admin:${encodeURIComponent(secret)}@couch.local:5984${tail}`

describe('the address of a CouchDB', () => {
  it('E2 gives name and password apart from what is shown', () => {
    const parsed = couchdbAddress(url('/behind/a/proxy/'))
    if (!parsed.ok) throw new Error(parsed.error)
    expect(parsed.value).toMatchObject({
      tls: false,
      host: 'couch.local',
      port: 5984,
      path: '/behind/a/proxy',
    })
    expect(parsed.value.shown).toBe('http://couch.local:5984/behind/a/proxy')
    expect(Buffer.from(parsed.value.authorization!.slice(6), 'base64').toString()).toBe(`admin:${secret}`)
  })

  it('E2 knows the usual ports and addresses in brackets', () => {
    expect(couchdbAddress('https://couch.local')).toMatchObject({ value: { tls: true, port: 443, path: '' } })
    expect(couchdbAddress('http://[::1]:5984/')).toMatchObject({ value: { host: '::1', port: 5984 } })
    expect(couchdbAddress('http://couch')).toMatchObject({ value: { port: 80, authorization: undefined } })
  })

  it.each([`ftp://admin:${secret}@host`, 'admin:s3cret@host', url('?x=1'), url('#x'), ''])(
    'E2 refuses %s without quoting it',
    (text) => {
      const parsed = couchdbAddress(text)
      expect(parsed.ok).toBe(false)
      if (!parsed.ok) expect(parsed.error).not.toMatch(/s3cret|п@|%D0/)
    },
  )
})
