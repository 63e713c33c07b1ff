import { describe, expect, it } from 'vitest'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { testContext, testPatient, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const stage = setStage()

/** How a push that carries the poison ends. */
const ends: [string, () => Response][] = [
  ['a 503', () => new Response('{}', { status: 503, headers: { [protocolHeader]: '1' } })],
  [
    'a cut connection',
    () => {
      throw new TypeError('connection reset')
    },
  ],
]

describe('a document on which every push breaks', () => {
  it.each(ends)(
    'by %s is put aside with words, the others arrive, and it arrives when it can',
    async (_name, end) => {
      const server = await stage.server()
      const { data, line } = await stage.station('one', () => server)
      await waitFor(data.sync.status, (status) => status.phase === 'idle')
      const poison = testPatient(context, { note: 'poison' })
      line.sent = (path, body) =>
        path.includes('_bulk_docs') && body.includes('"note":"poison"') ? end() : undefined
      const good = Array.from({ length: 20 }, () => testPatient(context))
      await data.patients.save(...good.slice(0, 9), poison, ...good.slice(9))
      const hurry = setInterval(() => data.sync.retryNow(), 200)
      await waitFor(
        data.sync.status,
        (each) => each.refused === 1 && each.onlyHere === 1 && each.phase === 'idle',
        20_000,
      ).finally(() => clearInterval(hurry))
      const { json } = await server.ask('GET', `/${clinic}/_all_docs`)
      const ids = json.rows.map((row: { id: string }) => row.id)
      for (const { id } of good) expect(ids).toContain(id)
      const [record] = await waitFor(data.inbox.watchOpen(), (items) => items.length === 1)
      expect(record).toMatchObject({ kind: 'refusal', documentId: poison.id })
      line.sent = undefined
      await data.sync.resend(poison.id)
      await waitFor(data.sync.status, (each) => each.refused === 0 && each.onlyHere === 0)
      expect((await server.ask('GET', `/${clinic}/${poison.id}`)).status).toBe(200)
    },
    30_000,
  )

  it('is not suspected while the server takes nothing at all', async () => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    await waitFor(data.sync.status, (status) => status.phase === 'idle')
    let pushes = 0
    line.sent = (path) => {
      if (!path.includes('_bulk_docs')) return undefined
      pushes += 1
      return ends[0]![1]()
    }
    await data.patients.save(testPatient(context), testPatient(context))
    const hurry = setInterval(() => data.sync.retryNow(), 100)
    await expect.poll(() => pushes).toBeGreaterThanOrEqual(40)
    clearInterval(hurry)
    const status = await waitFor(data.sync.status, ({ problem }) => problem !== undefined)
    expect(status).toMatchObject({ refused: 0, onlyHere: 2, problem: { code: 'server.unavailable' } })
  })
})
