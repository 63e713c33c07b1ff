import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packedEncoding, packedType, packingHeader, packingWords } from '#shared/contract/packing.ts'
import { programHeader } from '#shared/contract/program.ts'
import { defaultLimits } from '../../sync-server/context.ts'
import { onRelay, type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
let count = 0
const newDatabase = async () => {
  const path = `/w${++count}`
  await server.ask('PUT', path)
  return path
}
const admin = `Basic ${btoa('admin:admin-secret')}`
const dictionary = Buffer.from(packingWords[0]!)
const one = { headers: { [programHeader]: 'aaaa1111' } }
const other = { headers: { [programHeader]: 'bbbb2222' } }
const save = (db: string, ids: string[], as = one) =>
  server.ask('POST', `${db}/_bulk_docs`, { docs: ids.map((_id) => ({ _id, text: 'Кашель' })) }, as)
const poll = (db: string, since: string, as: typeof one | Record<string, never> = one, timeoutMs = 300) =>
  server.ask(
    'GET',
    `${db}/_changes?feed=longpoll&include_docs=true&timeout=${timeoutMs}&since=${since}`,
    undefined,
    as,
  )
const restMs = 3000

beforeAll(async () => {
  server = await startTestServer({ limits: { ownRowsRestMs: restMs } })
})
afterAll(() => server.stop())

describe.skipIf(onRelay)('a feed and what its own program wrote (not through a CouchDB behind)', () => {
  it('C23 does not wake a longpoll for what its program wrote alone, and brings it without words with what others write', async () => {
    const db = await newDatabase()
    const waiting = poll(db, '0', one, 20_000)
    await save(db, ['a'])
    await save(db, ['b'], other)
    const { json } = await waiting
    expect(json.results).toMatchObject([{ id: 'a' }, { id: 'b', doc: { text: 'Кашель' } }])
    expect(Object.keys(json.results[0])).toEqual(['seq', 'id', 'changes'])
    expect(json.last_seq).toMatch(/^2-/)
    expect((await poll(db, '0', {})).json.results).toMatchObject([{ doc: {} }, { doc: {} }])
  })

  it('C23 brings what rested for long enough, and stays at its place till then', async () => {
    const db = await newDatabase()
    await save(db, ['a'])
    expect((await poll(db, '0')).json).toMatchObject({
      results: [],
      last_seq: expect.stringMatching(/^0-/),
      pending: 1,
    })
    const asked = performance.now()
    const waiting = server.ask('GET', `${db}/_changes?feed=longpoll&timeout=9000&since=0`, undefined, one)
    const { json } = await waiting
    expect(json).toMatchObject({ results: [{ id: 'a' }], pending: 0 })
    expect(performance.now() - asked).toBeLessThan(8000)
  })

  it('C23 brings whole a document of its own that somebody else has written since', async () => {
    const db = await newDatabase()
    const [{ rev }] = (await save(db, ['a'])).json
    await server.ask('PUT', `${db}/a`, { _rev: rev, text: 'Насморк' }, other)
    expect((await poll(db, '0')).json.results).toMatchObject([{ id: 'a', doc: { text: 'Насморк' } }])
  })

  it('C23 goes on at once through any number of its own rows to those behind them', async () => {
    const db = await newDatabase()
    const many = Array.from({ length: 400 }, (_, index) => `d${index}`)
    await save(db, many)
    await save(db, ['z'], other)
    const path = `${db}/_changes?feed=longpoll&limit=300&timeout=9000&include_docs=true`
    const first = (await server.ask('GET', `${path}&since=0`, undefined, one)).json
    expect(first.results).toHaveLength(300)
    const rest = (await server.ask('GET', `${path}&since=${first.last_seq}`, undefined, one)).json
    expect(rest.results.at(-1)).toMatchObject({ id: 'z', doc: { text: 'Кашель' } })
  })

  it('C23 says of its own deletion that it is one', async () => {
    const db = await newDatabase()
    const [{ rev }] = (await save(db, ['a'])).json
    await server.ask('POST', `${db}/_bulk_docs`, { docs: [{ _id: 'a', _rev: rev, _deleted: true }] }, one)
    await save(db, ['b'], other)
    const [own] = (await poll(db, '0')).json.results
    expect(Object.keys(own)).toEqual(['seq', 'id', 'changes', 'deleted'])
  })

  it('C23 leaves no words out of other feeds, nor for another person with the same word', async () => {
    const db = await newDatabase()
    await save(db, ['a'])
    const path = `${db}/_changes?include_docs=true`
    expect((await server.ask('GET', path, undefined, one)).json.results).toMatchObject([{ doc: {} }])
    const odd = { headers: { [programHeader]: 'A b' } }
    await save(db, ['c'], odd)
    expect((await poll(db, '0', odd)).json.results).toMatchObject([{ doc: {} }, { doc: {} }])
  })
})

describe.skipIf(onRelay)('packed bodies (not through a CouchDB behind)', () => {
  const accepts = { [packingHeader]: '1' }
  const raw = (path: string, init: RequestInit) =>
    fetch(server.url + path, { ...init, headers: { authorization: admin, ...init.headers } })
  const packed = (value: unknown) => deflateRawSync(JSON.stringify(value), { dictionary })
  const opened = async (answer: Response) =>
    JSON.parse(inflateRawSync(Buffer.from(await answer.arrayBuffer()), { dictionary }).toString())
  const sent = (db: string, body: Buffer, encoding = packedEncoding(1)) =>
    raw(`${db}/_bulk_docs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding, ...accepts },
      body: new Uint8Array(body),
    })

  it('C24 takes a packed request and answers packed who says that it can unpack', async () => {
    const db = await newDatabase()
    const answer = await sent(db, packed({ docs: [{ _id: 'a', text: 'Живот мягкий' }] }))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, packedType(1)])
    expect(answer.headers.get(packingHeader)).toBe('1')
    expect(await opened(answer)).toMatchObject([{ ok: true, id: 'a' }])
    expect((await server.ask('GET', `${db}/a`)).json.text).toBe('Живот мягкий')
    expect((await server.ask('GET', `${db}/_changes`)).headers.get('content-type')).toMatch(/json/)
  })

  it('C24 refuses a packing it does not know, one that is damaged, and one that grows beyond the limit', async () => {
    const db = await newDatabase()
    expect((await sent(db, packed({ docs: [] }), packedEncoding(99))).status).toBe(415)
    expect((await sent(db, Buffer.from('nonsense'))).status).toBe(400)
    const small = await startTestServer({ limits: { ...defaultLimits, bodyBytes: 100_000 } })
    await small.ask('PUT', '/w')
    const bomb = await fetch(`${small.url}/w/_bulk_docs`, {
      method: 'POST',
      headers: {
        authorization: admin,
        'content-type': 'application/json',
        'content-encoding': packedEncoding(1),
      },
      body: new Uint8Array(packed({ docs: [{ _id: 'a', text: 'ы'.repeat(500_000) }] })),
    })
    expect(bomb.status).toBe(413)
    await small.stop()
  })

  it('C24 C9 packs a longpoll: a sign of life at once and each heartbeat, then the news', async () => {
    const db = await newDatabase()
    const path = `${db}/_changes?feed=longpoll&heartbeat=500&include_docs=true&since=0`
    const answer = await raw(path, { headers: accepts })
    expect(answer.headers.get('content-type')).toBe(packedType(1))
    const reader = answer.body!.getReader()
    const pieces = [(await reader.read()).value!, (await reader.read()).value!]
    expect(pieces.map((piece) => Buffer.from(piece).toString('hex'))).toEqual(['000000ffff', '000000ffff'])
    await save(db, ['a'])
    for (let part = await reader.read(); !part.done; part = await reader.read()) pieces.push(part.value)
    const page = inflateRawSync(Buffer.concat(pieces), { dictionary }).toString()
    expect(JSON.parse(page)).toMatchObject({ results: [{ id: 'a', doc: { text: 'Кашель' } }], pending: 0 })
  })

  it('C24 packs a continuous feed so that each row can be read at once', async () => {
    const db = await newDatabase()
    await save(db, ['a', 'b'])
    const answer = await raw(`${db}/_changes?feed=continuous&timeout=200&since=0`, { headers: accepts })
    const text = inflateRawSync(Buffer.from(await answer.arrayBuffer()), { dictionary }).toString()
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect([lines.length, lines[0].id, lines[1].id, lines[2].pending]).toEqual([3, 'a', 'b', 0])
  })

  it('C24 leaves long answers to the usual encodings', async () => {
    const db = await newDatabase()
    await server.ask('POST', `${db}/_bulk_docs`, { docs: [{ _id: 'a', text: 'ы'.repeat(30_000) }] })
    const answer = await raw(`${db}/_changes?include_docs=true`, { headers: accepts })
    expect(answer.headers.get('content-type')).toMatch(/json/)
    expect(((await answer.json()) as { results: unknown[] }).results).toHaveLength(1)
  })
})
