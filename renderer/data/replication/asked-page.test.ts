import { describe, expect, it } from 'vitest'
import type { ChangesPage } from '#shared/contract/couch.ts'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import { createAskedPages } from './asked-page.ts'
import type { CouchTransport } from './couch-transport.ts'
import { createOwnEcho } from './own-echo.ts'

const { signal } = new AbortController()
const document = { ...testPatient(testContext('asked')), _deleted: false }
const { id } = document
const row = { seq: '5-e', id, changes: [{ rev: '2-own' }] }
const whole = { ...row, doc: { _id: id, type: 'patient', note: 'whole' } }

function setUp(answer: (wait: boolean) => ChangesPage['results']) {
  const echo = createOwnEcho()
  const waits: boolean[] = []
  const changes: CouchTransport['changes'] = async ({ wait }) => {
    waits.push(wait)
    return { results: answer(wait), last_seq: '5-e', pending: 0 }
  }
  const pages = createAskedPages({ changes }, echo)
  return { echo, waits, longpoll: () => pages({ since: '4-e', limit: 500, wait: true, signal }) }
}

describe('a page of the feed as it was asked for', () => {
  it('C23 gets the words of what this station wrote under that revision', async () => {
    const { echo, waits, longpoll } = setUp(() => [row])
    echo.pushed({ ...document, _rev: '1-old' }, '2-own')
    const { _deleted, id: _id, ...words } = document
    expect((await longpoll()).results).toEqual([{ ...row, doc: { _id, _rev: '2-own', ...words } }])
    expect(waits).toEqual([true])
  })

  it('C23 gets a deletion of its own as one', async () => {
    const { echo, longpoll } = setUp(() => [{ ...row, deleted: true }])
    echo.pushed({ ...document, _deleted: true }, '2-own')
    expect((await longpoll()).results[0]?.doc).toMatchObject({ _id: id, _deleted: true, type: 'patient' })
  })

  it.each(['1-own', '3-own', undefined])('C23 is asked for whole when %s is what is in mind', async (rev) => {
    const { echo, waits, longpoll } = setUp((wait) => [wait ? row : whole])
    if (rev) echo.pushed(document, rev)
    expect((await longpoll()).results).toEqual([whole])
    expect(waits).toEqual([true, false])
  })

  it('knows how much had been pushed when it was asked for, not when it came', async () => {
    const { echo, longpoll } = setUp(() => {
      echo.pushed(document, '2-own')
      return [{ ...whole, changes: [{ rev: '1-older' }] }]
    })
    const { asked } = await longpoll()
    expect(echo.isStale(id, '1-older', asked)).toBe(true)
  })
})
