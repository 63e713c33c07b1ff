import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { couchdbAddress } from '../../sync-server/relay/couchdb-address.ts'
import { type RunningServer, startTestServer } from '../contracts/running-server.ts'
import { feedOf, type Person, practitionerOf, recordsOf, signIn, startScopedClinic } from './scoped-clinic.ts'

// The mirror of a clinic whose documents are in a CouchDB: what those read who see a part of it. It must never be behind,
// never of another database, and give nothing when it cannot know.
let couchdb: RunningServer
let server: RunningServer
beforeEach(async () => {
  couchdb = await startTestServer({ couchdb: undefined })
  server = await startScopedClinic({ couchdb: addressOf(couchdb) })
})
afterEach(async () => {
  await server.stop()
  await couchdb.stop()
})

function addressOf({ url }: RunningServer) {
  const address = couchdbAddress(url.replace('//', '//admin:admin-secret@'))
  if (!address.ok) throw new Error(address.error)
  return address.value
}
const ask = (person: Person, method: string, path: string, body?: unknown) =>
  server.ask(method, `/clinic-demo${path}`, body, { as: signIn(person) })
/** Around this server: as a replication of the CouchDB or its administrator does. */
const beside = (method: string, path: string, body?: unknown) =>
  couchdb.ask(method, `/clinic-demo${path}`, body)
const ownOf = (...letters: string[]) =>
  letters
    .flatMap((letter) => ['inbox', 'patient', 'prescription', 'visit'].map((type) => `${type}:${letter}`))
    .sort()
async function again(change: () => void | Promise<void> = () => undefined): Promise<void> {
  const { folder } = server
  await server.server.close()
  await change()
  server = { ...(await startTestServer({ folder, couchdb: addressOf(couchdb) })), stop: server.stop }
}

const mirrorsOnDisk = (): string[] =>
  readdirSync(join(server.folder, 'mirrors', 'databases')).filter((name) => name.includes('clinic-demo'))

describe('who sees a part of a clinic that is in a CouchDB', () => {
  it('S32 gets what came around this server, and nothing more of a patient who was moved there', async () => {
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    await beside('POST', '/_bulk_docs', { docs: recordsOf('y', 'Заречье') })
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n', 'y'))
    const { _rev } = (await beside('GET', '/patient:a')).json
    await beside('PUT', '/patient:a', { ...recordsOf('a', 'Луговая')[0]!, _rev })
    expect((await ask('feldsherA', 'GET', '/visit:a')).status).toBe(404)
    expect((await feedOf(server, 'feldsherB')).ids).toEqual(ownOf('a', 'b', 'n'))
    const [, visit] = recordsOf('a', 'Луговая', practitionerOf('feldsherA'))
    const refused = await ask('feldsherA', 'PUT', '/visit:a9', {
      ...visit!,
      _id: 'visit:a9',
      rootId: 'visit:a9',
    })
    expect([refused.status, refused.json.reason.split(':')[0]]).toEqual([403, 'scope.patient'])
  })

  it('S32 is answered nothing while the CouchDB does not answer, and their station goes on from where it was', async () => {
    const { last } = await feedOf(server, 'feldsherA')
    await couchdb.server.close()
    for (const path of ['/patient:a', '/_all_docs', '/_changes', '/_local/x'])
      expect([path, (await ask('feldsherA', 'GET', path)).status]).toEqual([path, 503])
    expect((await ask('feldsherA', 'POST', '/_find', { selector: {} })).status).toBe(503)
    const longpoll = await ask('feldsherA', 'GET', `/_changes?feed=longpoll&since=${last}`)
    expect([longpoll.status, longpoll.json]).toMatchObject([503, { results: [], last_seq: last }])
  })

  it('S32 goes on after a restart from where it was, and hears first what came meanwhile', async () => {
    const { last } = await feedOf(server, 'feldsherA')
    await again(async () => {
      await beside('POST', '/_bulk_docs', { docs: recordsOf('y', 'Заречье') })
    })
    expect((await feedOf(server, 'feldsherA', last)).ids).toEqual(ownOf('y'))
  })

  it('S32 gets nothing of a database that was removed, or made again under its name', async () => {
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    await beside('DELETE', '')
    expect((await ask('feldsherA', 'GET', '/patient:a')).status).toBe(404)
    expect(mirrorsOnDisk()).toEqual([])
    await beside('PUT', '')
    await beside('POST', '/_bulk_docs', { docs: recordsOf('z', 'Заречье') })
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('z'))
  })

  it('S32 leaves nothing on this disk of a clinic that was removed through this server', async () => {
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    expect(mirrorsOnDisk().length).toBeGreaterThan(0)
    expect((await server.ask('DELETE', '/clinic-demo')).status).toBe(200)
    await expect.poll(mirrorsOnDisk).toEqual([])
  })

  it('S32 S24 opens a card, and starts over with what is theirs when the mirror is lost', async () => {
    const path = '/api/clinics/demo/patients/patient:b/openings'
    const reason = { reason: { code: 'emergency' } }
    expect((await server.ask('POST', path, reason, { as: signIn('feldsherA') })).status).toBe(201)
    const { ids, last } = await feedOf(server, 'feldsherA')
    expect(ids).toEqual(ownOf('a', 'b', 'n'))
    await again(() => rmSync(join(server.folder, 'mirrors'), { recursive: true }))
    const told = await ask('feldsherA', 'GET', `/_changes?since=${last}`)
    expect([told.status, told.json.reason.slice(0, 13)]).toEqual([400, 'unknown_since'])
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
  })

  it('E9 A27 is not judged by the cards that their clinic left here before it moved to the CouchDB', async () => {
    const before = await startScopedClinic()
    await before.server.close()
    // Of somebody else's village there, of their own here.
    const { _rev } = (await beside('GET', '/patient:b')).json
    await beside('PUT', '/patient:b', { ...recordsOf('b', 'Заречье')[0]!, _rev })
    const after = await startTestServer({ folder: before.folder, couchdb: addressOf(couchdb) })
    await after.ask('PUT', '/clinic-demo-files')
    const file = {
      _id: `chunk:${'b'.repeat(43)}`,
      patientId: 'patient:b',
      author: { id: practitionerOf('feldsherA') },
      data: 'AQEAAAAA',
    }
    const brought = await after.ask('POST', '/clinic-demo-files', file, { as: signIn('doctor') })
    expect([brought.status, brought.json.reason]).toEqual([201, undefined])
    await after.server.close()
    rmSync(before.folder, { recursive: true })
  })

  it('A27 gets files as the cards of the CouchDB say, whoever wrote either, also while it is built and when it cannot be', async () => {
    const part = (letter: string) => ({
      _id: `chunk:${letter.repeat(43)}`,
      patientId: `patient:${letter}`,
      author: { id: practitionerOf('doctor') },
      data: 'AQEAAAAA',
    })
    const filesOf = async (person: Person) => {
      const { status, json } = await server.ask('GET', '/clinic-demo-files/_changes', undefined, {
        as: signIn(person),
      })
      return status === 200 ? json.results.map(({ id }: { id: string }) => id.at(-1)).sort() : status
    }
    await couchdb.ask('PUT', '/clinic-demo-files')
    await couchdb.ask('POST', '/clinic-demo-files/_bulk_docs', { docs: ['a', 'b', 'n', 'z'].map(part) })
    expect(await filesOf('feldsherA')).toEqual(['a', 'n'])
    // A card that is moved, and one that comes, around this server.
    const { _rev } = (await beside('GET', '/patient:a')).json
    await beside('PUT', '/patient:a', { ...recordsOf('a', 'Луговая')[0]!, _rev })
    await beside('POST', '/_bulk_docs', { docs: recordsOf('z', 'Заречье') })
    expect(await filesOf('feldsherA')).toEqual(['n', 'z'])
    expect(await filesOf('feldsherB')).toEqual(['a', 'b', 'n'])
    const opening = { reason: { code: 'emergency' } }
    const path = '/api/clinics/demo/patients/patient:b/openings'
    await server.ask('POST', path, opening, { as: signIn('feldsherA') })
    expect(await filesOf('feldsherA')).toEqual(['b', 'n', 'z'])
    // The cards are walked anew, and the files stay with them.
    await beside('DELETE', '')
    expect(await filesOf('feldsherA')).toBe(404)
    await beside('PUT', '')
    await beside('POST', '/_bulk_docs', {
      docs: [...recordsOf('n', undefined), ...recordsOf('z', 'Луговая')],
    })
    expect(await filesOf('feldsherB')).toContain('z')
    expect(await filesOf('feldsherA')).not.toContain('z')
    await again(() => rmSync(join(server.folder, 'mirrors/databases/clinic-demo.sqlite')))
    expect(await filesOf('feldsherA')).not.toContain('z')
    await couchdb.server.close()
    expect(await filesOf('feldsherA')).toBe(503)
  }, 60_000)

  it('S32 costs nothing where nobody asks for a part', async () => {
    await ask('doctor', 'GET', '/_changes')
    await ask('doctor', 'POST', '/_bulk_docs', { docs: recordsOf('y', 'Заречье') })
    const file = join(server.folder, 'mirrors/databases/clinic-demo.sqlite')
    expect(existsSync(file)).toBe(false)
    await ask('feldsherA', 'GET', '/patient:y')
    expect(existsSync(file)).toBe(true)
  })
})
