import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { WireDocument } from '#shared/contract/couch.ts'
import { wholeBundle } from '#shared/fhir/fixtures/bundle.ts'
import { mapSound } from '#shared/fhir/fixtures/map-options.ts'
import { ClinicServer } from './clinic-server.ts'

interface Answer {
  status: number
  body: unknown
}
type Script = (path: string, body: { docs?: WireDocument[] }) => Answer

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A server that answers by a script; for what a healthy one does not do on demand. */
async function scripted(script: Script): Promise<ClinicServer> {
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const { status, body } = script(request.url ?? '', JSON.parse(text))
    response.writeHead(status, { 'content-type': 'application/json', 'set-cookie': 'AuthSession=x; Path=/' })
    response.end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return new ClinicServer({ server: `http://127.0.0.1:${port}`, user: 'admin', password: 'x', clinic: 'c' })
}

const { documents } = mapSound(wholeBundle())
const stored = (docs: WireDocument[] = []) => docs.map(({ _id }) => ({ ok: true, id: _id, rev: '1-a' }))

test('what is too large for one request goes in parts, the patient last', async () => {
  const batches: string[][] = []
  const client = await scripted((_, { docs = [] }) => {
    if (docs.length > 2) return { status: 413, body: { error: 'too_large' } }
    batches.push(docs.map(({ type }) => String(type)))
    return { status: 201, body: stored(docs) }
  })
  expect(await client.write(documents, () => undefined)).toEqual([])
  expect(batches.flat()).toHaveLength(documents.length)
  expect(batches.at(-1)?.at(-1)).toBe('patient')
})

test('after a refused part the patient is not written', async () => {
  const written: string[] = []
  const client = await scripted((_, { docs = [] }) => {
    if (docs.length > 3) return { status: 413, body: {} }
    written.push(...docs.map(({ type }) => String(type)))
    const rows = docs.map(({ _id }) => ({ id: _id, error: 'forbidden', reason: 'no' }))
    return { status: 201, body: rows }
  })
  expect(await client.write(documents, () => undefined)).toHaveLength(3)
  expect(written).not.toContain('patient')
})

test('a document that is too large alone is named', async () => {
  const client = await scripted(() => ({ status: 413, body: {} }))
  const refused = await client.write(documents.slice(0, 1), () => undefined)
  expect(refused).toEqual([{ id: documents[0]!.id, reason: 'too large for the server' }])
})

test('an ended session is renewed once, a busy server is asked again', async () => {
  const statuses = [401, 503, 201]
  let signedIn = 0
  const client = await scripted((path, { docs }) => {
    if (path === '/_session') {
      signedIn += 1
      return { status: 200, body: { ok: true } }
    }
    const status = statuses.shift() ?? 500
    return { status, body: status === 201 ? stored(docs) : {} }
  })
  expect(await client.write(documents, () => undefined)).toEqual([])
  expect(signedIn).toBe(1)
})

test('tombstones are told from absent documents', async () => {
  const client = await scripted(() => ({
    status: 200,
    body: {
      rows: [
        { id: 'visit:a', key: 'visit:a', value: { rev: '2-b', deleted: true }, doc: null },
        { key: 'visit:b', error: 'not_found' },
      ],
    },
  }))
  expect(await client.existing(['visit:a', 'visit:b'])).toEqual(
    new Map([['visit:a', { document: 'deleted', rev: '2-b' }]]),
  )
})
