import { describe, expect, it } from 'vitest'
import { byAuthor } from '../../sync-server/scope/clinic-document.fixture.ts'
import { feedsWaiting } from '../contracts/feeds-waiting.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import {
  askBelow,
  feedOf,
  type Person,
  practitionerOf,
  putAccount,
  recordsOf,
  scopedClinicForEach,
  signIn,
  startScopedClinic,
} from './scoped-clinic.ts'

// Who is bound to villages gets these, by whatever door they ask, and cannot tell the rest from what never was.
let server: RunningServer
scopedClinicForEach((started) => {
  server = started
})
const ask = askBelow(() => server, '/clinic-demo')
const ownOf = (...letters: string[]) =>
  letters
    .flatMap((letter) => ['inbox', 'patient', 'prescription', 'visit'].map((type) => `${type}:${letter}`))
    .sort()
const card = (letter: string, settlement: string | undefined, rev?: string, author?: string) => ({
  ...recordsOf(letter, settlement, author)[0]!,
  ...(rev ? { _rev: rev } : {}),
})
const revOf = async (id: string): Promise<string> => (await ask('doctor', 'GET', `/${id}`)).json._rev

describe('a feldsher', () => {
  it('S21 gets the patients of the own villages and those without one, with all that hangs on them', async () => {
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    expect((await feedOf(server, 'feldsherB')).ids).toEqual(ownOf('b', 'n'))
    expect((await feedOf(server, 'doctor')).ids).toEqual(ownOf('a', 'b', 'n'))
  })

  it('C10 S21 gets the records of one patient by a selector, filled after it, and nothing of a foreign one', async () => {
    const of = async (person: Person, selector: object, more = '') => {
      const page = await ask(person, 'POST', `/_changes?filter=_selector${more}`, { selector })
      return page.json as { results: { id: string }[]; last_seq: string; pending: number }
    }
    const ids = ({ results }: { results: { id: string }[] }) => results.map(({ id }) => id).sort()
    const whole = await of('doctor', { patientId: 'patient:b' })
    expect(ids(whole)).toEqual(['prescription:b', 'visit:b'])
    expect(whole.pending).toBe(0)
    const first = await of('doctor', { patientId: { $eq: 'patient:b' } }, '&limit=1')
    const rest = await of('doctor', { patientId: 'patient:b' }, `&since=${first.last_seq}`)
    expect([...ids(first), ...ids(rest)].sort()).toEqual(ids(whole))
    expect(ids(await of('doctor', { patientId: 'patient:b', type: 'visit' }))).toEqual(['visit:b'])
    expect(ids(await of('doctor', { patientId: { $gt: 'patient:a' } }))).toContain('visit:n')
    expect(ids(await of('feldsherA', { patientId: 'patient:b' }))).toEqual([])
    expect(ids(await of('feldsherA', { patientId: 'patient:a' }))).toEqual(['prescription:a', 'visit:a'])
  })

  it('S21 finds nothing of the others by any door, and no difference from what never was', async () => {
    const rev = await revOf('visit:b')
    const doors: [method: string, path: (id: string) => string, body?: (id: string) => unknown][] = [
      ['GET', (id) => `/${id}`],
      ['HEAD', (id) => `/${id}`],
      ['GET', (id) => `/${id}?rev=${rev}`],
      ['GET', (id) => `/${id}?revs=true&open_revs=all`],
      ['GET', (id) => `/${id}?open_revs=["${rev}"]`],
      ['GET', (id) => `/${id}?conflicts=true&revs_info=true`],
      ['GET', (id) => `/${id}/photo.png`],
      ['HEAD', (id) => `/${id}/photo.png`],
      ['POST', () => '/_bulk_get?revs=true', (id) => ({ docs: [{ id, rev }, { id }] })],
      ['POST', () => '/_all_docs', (id) => ({ keys: [id], include_docs: true, deleted: 'ok' })],
      ['GET', (id) => `/_all_docs?startkey="${id}"&endkey="${id}"&include_docs=true`],
      ['POST', () => '/_revs_diff', (id) => ({ [id]: [rev, '9-aa'] })],
      ['POST', () => '/_missing_revs', (id) => ({ [id]: [rev] })],
      ['POST', () => '/_find', (id) => ({ selector: { _id: id } })],
      ['POST', () => '/_changes?filter=_doc_ids&include_docs=true', (id) => ({ doc_ids: [id] })],
      ['POST', () => '/_changes?filter=_selector', (id) => ({ selector: { _id: id } })],
      ['GET', (id) => `/_design/x/_view/y?key="${id}"`],
      ['PUT', (id) => `/${id}?rev=${rev}`, () => ({ ...recordsOf('q', 'Луговая')[1], author: undefined })],
      ['DELETE', (id) => `/${id}?rev=${rev}`],
    ]
    for (const [method, path, body] of doors) {
      const [foreign, missing] = await Promise.all(
        ['visit:b', 'visit:c'].map((id) => ask('feldsherA', method, path(id), body?.(id))),
      )
      const plain = (text: string) =>
        text.replaceAll('visit:b', 'visit:c').replace(/^--[0-9a-f]{32}|--[0-9a-f]{32}--$/gm, 'boundary')
      expect([method, path('visit:c'), foreign!.status, plain(foreign!.text)]).toEqual([
        method,
        path('visit:c'),
        missing!.status,
        plain(missing!.text),
      ])
      expect(foreign!.text, path('visit:b')).not.toContain('Кашель')
    }
  })

  it('S21 counts and lists only what is theirs', async () => {
    const list = (await ask('feldsherA', 'GET', '/_all_docs')).json
    expect(list.total_rows).toBe(8)
    expect(list.rows.map((row: { id: string }) => row.id).sort()).toEqual(ownOf('a', 'n'))
    expect((await ask('feldsherA', 'GET', '')).json.doc_count).toBe(8)
    const found = (await ask('feldsherA', 'POST', '/_find', { selector: { type: 'visit' } })).json.docs
    expect(found.map((document: { _id: string }) => document._id).sort()).toEqual(['visit:a', 'visit:n'])
  })

  it('S31 sees the own checkpoints alone', async () => {
    await ask('feldsherB', 'PUT', '/_local/place', { at: 7 })
    expect((await ask('feldsherA', 'GET', '/_local/place')).status).toBe(404)
    expect((await ask('feldsherB', 'GET', '/_local/place')).json.at).toBe(7)
    expect((await ask('doctor', 'GET', '/_local/place')).status).toBe(404)
    expect((await ask('feldsherA', 'GET', '/_local_docs')).json.rows).toEqual([])
  })

  it('S21 is woken by news of the own villages alone', async () => {
    const { last } = await feedOf(server, 'feldsherA')
    const waiting = ask('feldsherA', 'GET', `/_changes?feed=longpoll&timeout=20000&since=${last}`)
    const soon = Promise.race([
      waiting.then(() => 'told'),
      new Promise((wake) => setTimeout(wake, 400, 'quiet')),
    ])
    await ask('doctor', 'POST', '/_bulk_docs', { docs: recordsOf('c', 'Луговая') })
    expect(await soon).toBe('quiet')
    await ask('doctor', 'POST', '/_bulk_docs', { docs: recordsOf('d', 'Заречье') })
    const { results } = (await waiting).json
    for (const { id } of results) expect(id).toMatch(/:d$/)
    expect(results.length).toBeGreaterThan(0)
  })
})

describe('a tombstone that holds what the document said', () => {
  const docs = () => [
    { ...recordsOf('b', 'Луговая')[1]!, _id: 'visit:t', _rev: '1-aa', signature: undefined, _deleted: true },
    { ...card('t', 'Луговая'), _rev: '1-aa', _deleted: true },
  ]

  it('S22 S21 that comes deleted goes to those who see its patient', async () => {
    await ask('doctor', 'POST', '/_bulk_docs', { docs: docs(), new_edits: false })
    expect((await feedOf(server, 'doctor')).ids).toEqual(
      [...ownOf('a', 'b', 'n'), 'visit:t', 'patient:t'].sort(),
    )
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    expect((await feedOf(server, 'feldsherB')).ids).toEqual([...ownOf('b', 'n'), 'visit:t'].sort())
  })
})

describe('a card that is opened for a reason', () => {
  it('S24 comes once more in the feed, not with every reason that is given while it is open', async () => {
    const path = '/api/clinics/demo/patients/patient:b/openings'
    const open = () =>
      server.ask('POST', path, { reason: { code: 'emergency' } }, { as: signIn('feldsherA') })
    expect((await open()).status).toBe(201)
    const { last } = await feedOf(server, 'doctor')
    expect((await open()).status).toBe(201)
    expect((await feedOf(server, 'doctor', last)).ids).toEqual([])
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'b', 'n'))
  })

  it('S24 is seen for a day by whoever opened it, and then no more', async () => {
    let nowMs = Date.parse('2026-11-25T08:00:00Z')
    const timed = await startScopedClinic({ clock: { now: () => nowMs } })
    try {
      const path = '/api/clinics/demo/patients/patient:b/openings'
      const asFeldsher = { as: signIn('feldsherA') }
      const before = await feedOf(timed, 'feldsherA')
      expect((await timed.ask('POST', path, {}, asFeldsher)).status).toBe(422)
      expect((await feedOf(timed, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
      const opened = await timed.ask('POST', path, { reason: { code: 'emergency' } }, asFeldsher)
      expect(opened.json).toEqual({ patientId: 'patient:b', until: '2026-11-26T08:00:00.000Z' })
      expect((await feedOf(timed, 'feldsherA', before.last)).ids).toEqual(ownOf('b'))
      expect((await feedOf(timed, 'midwifeA')).ids).toEqual(ownOf('a', 'n'))
      nowMs += 24 * 3600_000
      expect((await feedOf(timed, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
      const unknown = path.replace('patient:b', 'patient:none')
      expect((await timed.ask('POST', unknown, { reason: { code: 'emergency' } }, asFeldsher)).status).toBe(
        404,
      )
    } finally {
      await timed.stop()
    }
  })
})

describe('a patient who moves', () => {
  it('S22 comes with everything to the station of the new village, whose place in the feed is past it', async () => {
    const before = await feedOf(server, 'feldsherB')
    await ask('doctor', 'PUT', '/patient:a', card('a', 'Луговая', await revOf('patient:a')))
    expect((await feedOf(server, 'feldsherB', before.last)).ids).toEqual(ownOf('a'))
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('n'))
  })

  it('S22 leaves the revisions as they were, so that nobody has a document twice', async () => {
    const revs = await Promise.all(ownOf('a').map(revOf))
    await ask('doctor', 'PUT', '/patient:a', card('a', 'Луговая', await revOf('patient:a')))
    const after = await Promise.all(ownOf('a').map(revOf))
    expect(after.filter((rev, index) => rev !== revs[index])).toHaveLength(1)
    const { rows } = await feedOf(server, 'doctor')
    expect(new Set(rows.map((row: { id: string }) => row.id)).size).toBe(rows.length)
  })

  it('S22 takes along what came before the card was here, which until then nobody bound to villages sees', async () => {
    const [patient, ...records] = recordsOf('e', 'Луговая')
    await ask('doctor', 'POST', '/_bulk_docs', { docs: records })
    const before = await feedOf(server, 'feldsherB')
    expect(before.ids).toEqual(ownOf('b', 'n'))
    await ask('doctor', 'POST', '/_bulk_docs', { docs: [patient] })
    expect((await feedOf(server, 'feldsherB', before.last)).ids).toEqual(ownOf('e'))
  })

  it('S22 leaves a document without a card to the bound person who brought it, to go on with', async () => {
    const [, visit, , remark] = recordsOf('g', 'Заречье', practitionerOf('feldsherA'))
    await ask('feldsherA', 'POST', '/_bulk_docs', { docs: [visit, remark] })
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(expect.arrayContaining(['inbox:g', 'visit:g']))
    expect((await feedOf(server, 'feldsherB')).ids).not.toContain('inbox:g')
    const again = { ...remark, status: 'resolved', _rev: await revOf('inbox:g') }
    expect((await ask('feldsherA', 'POST', '/_bulk_docs', { docs: [again] })).json).toMatchObject([
      { ok: true },
    ])
  })

  it('S22 has nothing to do with a notice to everybody', async () => {
    const notice = { ...recordsOf('h', undefined)[3], _id: 'inbox:notice-1', patientId: undefined }
    const docs = [{ ...notice, kind: 'notice', documentId: 'inbox:notice-1', documentType: 'inbox' }]
    expect((await ask('doctor', 'POST', '/_bulk_docs', { docs })).json).toMatchObject([{ ok: true }])
    for (const person of ['feldsherA', 'feldsherB'] as const)
      expect((await feedOf(server, person)).ids).toContain('inbox:notice-1')
  })

  it('S22 has what was said of a document before it came, as soon as it comes, and nobody else has', async () => {
    const [, visit, , remark] = recordsOf('b', 'Луговая')
    const docs = [{ ...remark!, _id: 'inbox:early', documentId: 'visit:late' }]
    await ask('doctor', 'POST', '/_bulk_docs', { docs })
    const before = await feedOf(server, 'feldsherB')
    expect(before.ids).not.toContain('inbox:early')
    await ask('doctor', 'PUT', '/visit:late', { ...visit!, _id: 'visit:late', rootId: 'visit:late' })
    expect((await feedOf(server, 'feldsherB', before.last)).ids).toEqual(['inbox:early', 'visit:late'])
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
  })

  it('S22 is told deleted to those who had the card', async () => {
    const before = await feedOf(server, 'feldsherA')
    await ask('doctor', 'DELETE', `/patient:a?rev=${await revOf('patient:a')}`)
    const after = await feedOf(server, 'feldsherA', before.last)
    expect(after.rows.map(({ id, deleted }: { id: string; deleted?: boolean }) => [id, deleted])).toEqual([
      ['patient:a', true],
    ])
    expect((await feedOf(server, 'feldsherB')).ids).toEqual(ownOf('b', 'n'))
  })
})

describe('an account that changes', () => {
  it('S25 has another feed with other villages, and says so in every answer', async () => {
    const before = await feedOf(server, 'feldsherA')
    await putAccount(server, 'feldsherA', { villages: ['Луговая'] })
    const after = await feedOf(server, 'feldsherA')
    expect(after.ids).toEqual(ownOf('b', 'n'))
    expect(after.scope).not.toBe(before.scope)
    await putAccount(server, 'feldsherA', { villages: ['д. Заречье'] })
    expect((await feedOf(server, 'feldsherA')).scope).toBe(before.scope)
    expect((await feedOf(server, 'doctor')).scope).toBe('all')
  })

  it('S25 ends the feeds that wait in the old one', async () => {
    const { last } = await feedOf(server, 'feldsherA')
    const waiting = ask('feldsherA', 'GET', `/_changes?feed=longpoll&heartbeat=10000&since=${last}`)
    await feedsWaiting(server, 1)
    await putAccount(server, 'feldsherA', { villages: ['Луговая'] })
    expect((await waiting).json.results).toEqual([])
  })

  it('S25 tells villages to the person', async () => {
    const { json } = await server.ask('GET', '/api/me', undefined, { as: signIn('feldsherA') })
    expect([json.practitioner.role, json.villages]).toEqual(['feldsher', ['д. Заречье']])
  })
})

describe('an answer that a client has already', () => {
  it('S21 C13 is another one for who sees another part, though the revision is the same', async () => {
    const tagOf = async (person: Person, path: string, known?: string) => {
      const headers: Record<string, string> = known === undefined ? {} : { 'if-none-match': known }
      const answer = await server.ask('GET', `/clinic-demo${path}`, undefined, {
        as: signIn(person),
        headers,
      })
      return { status: answer.status, tag: answer.headers.get('etag') ?? '' }
    }
    for (const path of ['/patient:a', '/_changes?include_docs=true']) {
      const own = await tagOf('feldsherA', path)
      expect((await tagOf('feldsherA', path, own.tag)).status).toBe(304)
      for (const other of ['statistician', 'pharmacist', 'registrar'] as const)
        expect([path, (await tagOf(other, path, own.tag)).status]).toEqual([path, 200])
    }
  })
})

describe('what is written', () => {
  const write = async (person: Person, document: object) =>
    (await ask(person, 'POST', '/_bulk_docs', { docs: [document] })).json[0]
  const by = (person: Person) => practitionerOf(person)

  it('S23 of a foreign patient is refused, of an own one taken', async () => {
    const [, visit] = recordsOf('b', undefined, by('feldsherA'))
    const foreign = { ...visit!, _id: 'visit:new', rootId: 'visit:new' }
    expect(await write('feldsherA', foreign)).toMatchObject({
      error: 'forbidden',
      reason: expect.stringMatching(/^scope\.patient: /),
    })
    expect(await write('feldsherA', { ...foreign, patientId: 'patient:a' })).toHaveProperty('rev')
    expect((await ask('doctor', 'GET', '/visit:new')).json.patientId).toBe('patient:a')
  })

  it('S23 over a foreign document is a conflict, as over one that is not there', async () => {
    const rev = await revOf('patient:b')
    const answers = []
    for (const letter of ['b', 'q'])
      answers.push(await write('feldsherA', card(letter, 'Луговая', rev, by('feldsherA'))))
    expect(answers.map(({ error, reason }) => [error, reason])).toEqual([
      ['conflict', 'Document update conflict.'],
      ['conflict', 'Document update conflict.'],
    ])
    expect(await write('feldsherA', card('b', 'Заречье', undefined, by('feldsherA')))).toMatchObject({
      error: 'forbidden',
    })
    expect(await revOf('patient:b')).toBe(rev)
  })

  it('S23 is judged by the villages of its author, whoever brings it', async () => {
    const [, visit] = recordsOf('b', undefined, by('feldsherB'))
    const document = { ...visit!, _id: 'visit:shared', rootId: 'visit:shared' }
    expect(await write('feldsherA', document)).toHaveProperty('rev')
    const [, other] = recordsOf('b', undefined, by('feldsherA'))
    expect(await write('feldsherB', { ...other!, _id: 'visit:x', rootId: 'visit:x' })).toMatchObject({
      error: 'forbidden',
    })
  })

  it('S23 of a patient who has moved away comes back by who sees everything', async () => {
    const [, visit] = recordsOf('b', undefined, by('feldsherA'))
    const lost = { ...visit!, _id: 'visit:lost', rootId: 'visit:lost' }
    expect(await write('feldsherA', lost)).toMatchObject({ error: 'forbidden' })
    expect(await write('doctor', lost)).toHaveProperty('rev')
    expect((await feedOf(server, 'feldsherA')).ids).not.toContain('visit:lost')
  })

  it('S23 replicated is judged in the same way', async () => {
    const [, visit] = recordsOf('b', undefined, by('feldsherA'))
    const document = { ...visit!, _id: 'visit:r', rootId: 'visit:r', _rev: '1-aa' }
    const answer = await ask('feldsherA', 'POST', '/_bulk_docs', { docs: [document], new_edits: false })
    expect(answer.json).toMatchObject([{ id: 'visit:r', error: 'forbidden' }])
    expect((await ask('doctor', 'GET', '/visit:r')).status).toBe(404)
  })

  it('S23 replicated moves no card into the villages of who brings it, in whosever name', async () => {
    const moved = { ...card('b', 'Заречье'), _rev: '99-aa' }
    const body = { docs: [moved], new_edits: false }
    const { json } = await ask('feldsherA', 'POST', '/_bulk_docs', body)
    expect(json[0]).toMatchObject({ error: 'forbidden', reason: expect.stringMatching(/^scope\.patient/) })
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    expect((await ask('doctor', 'POST', '/_bulk_docs', body)).json).toEqual([])
  })

  it('S24 a visitor whose card a feldsher makes stays open to them for a day', async () => {
    const [patient, visit] = recordsOf('v', 'д. Дальняя', by('feldsherA'))
    expect(await write('feldsherA', patient!)).toHaveProperty('rev')
    expect(await write('feldsherA', visit!)).toHaveProperty('rev')
    expect((await feedOf(server, 'feldsherA')).ids).toEqual(
      [...ownOf('a', 'n'), 'patient:v', 'visit:v'].sort(),
    )
    expect((await feedOf(server, 'feldsherB')).ids).toEqual(ownOf('b', 'n'))
  })

  it('S23 by somebody who moves a card to another person of another village is refused', async () => {
    const [, visit] = recordsOf('a', undefined, by('feldsherA'))
    const moved = byAuthor({ ...visit!, _id: 'condition:1', type: 'condition' }, by('feldsherA'))
    const condition = {
      ...moved,
      patientId: 'patient:a',
      coding: { system: 'icd-10', code: 'J06.9', display: 'ОРИ' },
      clinicalStatus: 'active',
    }
    const { rev } = await write('feldsherA', condition)
    expect(await write('feldsherA', { ...condition, _rev: rev, patientId: 'patient:b' })).toHaveProperty(
      'error',
    )
  })
})
