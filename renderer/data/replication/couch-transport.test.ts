import { describe, expect, it } from 'vitest'
import { packedEncoding, packingHeader } from '#shared/contract/packing.ts'
import { scopeHeader } from '#shared/contract/scope-header.ts'
import { systemClock } from '#shared/kit/clock.ts'
import { answer } from '../testing/scripted-server.ts'
import { isUnknownSince, OtherScope } from './answer-error.ts'
import { createTransport } from './couch-transport.ts'
import { placeIn } from './sequence.ts'

const { signal } = new AbortController()
const documents = [{ _id: 'patient:01A', note: 'Живот мягкий, безболезненный' }]
const taken = [{ ok: true, id: 'patient:01A', rev: '1-1' }]

/** A server whose answers are made from the `content-encoding` of what came. */
function setUp(respond: (encoding: string | undefined, count: number) => Response) {
  const encodings: (string | undefined)[] = []
  const transport = createTransport({
    fetch: async (_input, init) => {
      const encoding = new Headers(init?.headers).get('content-encoding') ?? undefined
      encodings.push(encoding)
      return respond(encoding, encodings.length)
    },
    baseUrl: 'http://server',
    database: 'clinic-demo',
    clock: systemClock,
    onContact: () => undefined,
    program: 'abcd1234',
  })
  return { encodings, push: () => transport.bulkDocs(documents, signal) }
}
const packs = { [packingHeader]: '1' }
const packed = packedEncoding(1)

describe('the wire to the server', () => {
  it('packs as soon as the server has said that it can unpack, and stops with one that cannot', async () => {
    const { encodings, push } = setUp((encoding, count) =>
      count > 2 && encoding === packed
        ? answer(415, { error: 'bad_ctype', reason: 'x' })
        : answer(201, taken, count > 2 ? {} : packs),
    )
    for (let round = 0; round < 4; round++) await push()
    // The third was refused and sent once more; an older server had taken the place of the first.
    expect(encodings).toEqual([undefined, packed, packed, undefined, undefined])
  })

  it('packs no more when something on the way spoils packed bodies', async () => {
    const { encodings, push } = setUp((encoding) =>
      encoding === packed
        ? answer(400, { error: 'bad_request', reason: 'invalid body' }, packs)
        : answer(201, taken, packs),
    )
    for (let round = 0; round < 3; round++) await push()
    expect(encodings).toEqual([undefined, packed, undefined, undefined])
  })

  it('tells the refusal of a body that is refused unpacked too, and packs again', async () => {
    const { encodings, push } = setUp((_encoding, count) =>
      count === 1 || count === 4
        ? answer(201, taken, packs)
        : answer(413, { error: 'x', reason: 'x' }, packs),
    )
    await push()
    await expect(push()).rejects.toMatchObject({ code: 'server.too-large' })
    await push()
    expect(encodings).toEqual([undefined, packed, undefined, packed])
  })

  it('S25 tells a place of another scope from a server that came back from a backup, though the feed does not know it', async () => {
    const unknown = { error: 'bad_request', reason: 'unknown_since: start from 0; common until 0' }
    const askAfter = (since: string) =>
      createTransport({
        fetch: async () => answer(400, unknown, { [scopeHeader]: 'F1' }),
        baseUrl: 'http://server',
        database: 'clinic-demo',
        clock: systemClock,
        onContact: () => undefined,
      }).changes({ since, limit: 10, wait: false, signal })
    await expect(askAfter('7-ab')).rejects.toBeInstanceOf(OtherScope)
    const error: unknown = await askAfter(placeIn('F1', '7-ab')).catch((thrown: unknown) => thrown)
    expect(isUnknownSince(error)).toBe(true)
  })
})
