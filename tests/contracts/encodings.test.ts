import { request as httpRequest, type IncomingMessage } from 'node:http'
import {
  brotliCompressSync,
  brotliDecompressSync,
  createGunzip,
  gunzipSync,
  gzipSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feedsWaiting } from './feeds-waiting.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startTestServer({ limits: { bodyBytes: 200_000 } })
  await server.ask('PUT', '/t')
  const docs = Array.from({ length: 700 }, (_, n) => ({ _id: `d${n}`, text: 'слово '.repeat(20) }))
  for (const from of [0, 350])
    await server.ask(
      'POST',
      '/t/_bulk_docs',
      gzipSync(JSON.stringify({ docs: docs.slice(from, from + 350) })),
      {
        headers: { 'content-encoding': 'gzip' },
      },
    )
})
afterAll(() => server.stop())

/** The answer as it is on the line. */
const raw = (path: string, encoding?: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Basic ${btoa('admin:admin-secret')}`,
      ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
    }
    httpRequest(server.url + path, { headers }, resolve)
      .on('error', reject)
      .end()
  })
const bytesOf = async (answer: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
const unpack: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

describe('packed answers', () => {
  it.each([
    ['gzip', 'gzip'],
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['zstd;q=0.1, gzip;q=0.9, br;q=0.5', 'gzip'],
    ['zstd;q=0, *;q=0.5', 'br'],
    ['GZIP;Q=1.0', 'gzip'],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip;q=0', undefined],
    ['gzip;q=nonsense', undefined],
    [undefined, undefined],
  ])('C16 chooses by the client: %s gives %s', async (offered, expected) => {
    const plain = await bytesOf(await raw('/t/_all_docs?include_docs=true'))
    // The first is made whole, the second while it is sent.
    for (const path of ['/t/_all_docs?include_docs=true', '/t/_changes?include_docs=true']) {
      const answer = await raw(path, offered)
      expect([path, answer.headers['content-encoding']]).toEqual([path, expected])
      const bytes = await bytesOf(answer)
      const text = (expected ? unpack[expected]!(bytes) : bytes).toString()
      expect((JSON.parse(text) as { rows?: []; results?: [] }).rows ?? JSON.parse(text).results).toHaveLength(
        700,
      )
      if (!expected) continue
      expect(answer.headers.vary).toBe('accept-encoding')
      expect(bytes.length).toBeLessThan(plain.length / 3)
    }
  })

  it.each(['longpoll', 'continuous', 'eventsource'])(
    'C16 packs a waiting feed so that every row and heartbeat is there at once: %s',
    async (feed) => {
      const answer = await raw(`/t/_changes?feed=${feed}&since=now&heartbeat=500&limit=2`, 'zstd, br, gzip')
      expect(answer.headers['content-encoding']).toBe('gzip')
      let text = ''
      const unpacked = answer.pipe(createGunzip())
      const ended = new Promise((resolve) => unpacked.on('end', resolve))
      unpacked.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      const seen = (part: string) => expect.poll(() => text).toContain(part)
      const opened = { longpoll: '{"results":[\n\n', continuous: '\n\n', eventsource: 'heartbeat' }[feed]!
      await seen(opened)
      await server.ask('PUT', `/t/live-${feed}-1`, {})
      await seen(`live-${feed}-1`)
      if (feed !== 'longpoll') await server.ask('PUT', `/t/live-${feed}-2`, {})
      // The end of the stream is checked against its length and sum by whoever unpacks it.
      await ended
      if (feed === 'longpoll') expect(JSON.parse(text).results).toHaveLength(1)
      else expect(text).toContain(`live-${feed}-2`)
    },
  )

  it('C16 sends many rows at once to a waiting longpoll, in steps, as one valid page', async () => {
    const waiting = raw('/t/_changes?feed=longpoll&since=now&heartbeat=10000', 'gzip')
    await feedsWaiting(server, 1)
    const docs = Array.from({ length: 1700 }, (_, n) => ({ _id: `m${n}` }))
    await server.ask('POST', '/t/_bulk_docs', { docs })
    const page = JSON.parse(gunzipSync(await bytesOf(await waiting)).toString())
    expect(page.results).toHaveLength(1700)
    expect(page.pending).toBe(0)
    const next = await server.ask('GET', `/t/_changes?since=${page.last_seq}`)
    expect(next.json.results).toEqual([])
  })
})

describe('packed requests', () => {
  const body = (id: string) => JSON.stringify({ docs: [{ _id: id, text: 'слово '.repeat(500) }] })
  const post = (bytes: Uint8Array, encoding: string) =>
    server.ask('POST', '/t/_bulk_docs', bytes, { headers: { 'content-encoding': encoding } })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('C16 C17 takes %s, and never unpacks more than a body may have', async (encoding, pack) => {
    expect((await post(pack(Buffer.from(body(`packed-${encoding}`))), encoding)).json[0].ok).toBe(true)
    const bomb = pack(Buffer.alloc(50_000_000, 32))
    expect(bomb.length).toBeLessThan(60_000)
    expect((await post(bomb, encoding)).status).toBe(413)
    expect((await post(Buffer.from('no such thing'), encoding)).status).toBe(400)
  })

  it('C16 refuses an encoding that it does not know', async () => {
    const answer = await post(Buffer.from('x'), 'lzma')
    expect([answer.status, answer.json.error]).toEqual([415, 'bad_ctype'])
  })
})
