import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onRelay, type RunningServer, startTestServer } from '../contracts/running-server.ts'
import {
  askBelow,
  type Person,
  practitionerOf,
  putAccount,
  recordsOf,
  signIn,
  startScopedClinic,
} from './scoped-clinic.ts'

// The server sees ciphers alone; whose a file is stands beside them, and the rules of S20 to S35 hold for it.
let server: RunningServer
const chunk = (letter: string, author: Person = 'doctor') => ({
  _id: `chunk:${letter.repeat(43)}`,
  patientId: `patient:${letter}`,
  author: { id: practitionerOf(author) },
  data: 'AQEAAAAA',
})
const ask = askBelow(() => server, '/clinic-demo-files')
const put = async (person: Person, ...docs: object[]) => {
  const { json } = await ask(person, 'POST', '/_bulk_docs', { docs })
  return json.map(
    (row: { error?: string; reason?: string }) => row.reason?.split(':')[0] ?? row.error ?? 'ok',
  )
}
const feedOf = async (person: Person, since = '0') => {
  const { json } = await ask(person, 'GET', `/_changes?since=${since}`)
  return {
    letters: json.results
      .map(({ id }: { id: string }) => id.at(-1))
      .sort()
      .join(''),
    last: String(json.last_seq),
  }
}
/** A document with a file beside it, as a form of a page sends it (C26). */
async function sendForm(database: string, document: { _id: string }): Promise<string> {
  const form = new FormData()
  form.append('_doc', JSON.stringify(document))
  form.append('_attachments', new Blob(['text'], { type: 'text/html' }), 'x.html')
  const answer = await fetch(`${server.url}/${database}/${document._id}`, {
    method: 'POST',
    body: form,
    headers: {
      authorization: `Basic ${Buffer.from(signIn('doctor')).toString('base64')}`,
      referer: server.url,
    },
  })
  const { reason } = (await answer.json()) as { reason?: string }
  return reason?.split(':')[0] ?? 'ok'
}
beforeAll(async () => {
  server = await startScopedClinic()
  await server.ask('GET', '/api/file-key', undefined, { as: signIn('doctor') })
  expect(await put('doctor', chunk('a'), chunk('b'), chunk('n'))).toEqual(['ok', 'ok', 'ok'])
})
afterAll(() => server.stop())

it('S20 the key and the files are for those who look after patients by name, and for nobody else', async () => {
  for (const person of ['doctor', 'headDoctor', 'feldsherA', 'midwifeA', 'nurse'] as const)
    for (const path of ['/api/file-key', '/clinic-demo-files/_changes'])
      expect([
        person,
        path,
        (await server.ask('GET', path, undefined, { as: signIn(person) })).status,
      ]).toEqual([person, path, 200])
  for (const person of [
    'registrar',
    'statistician',
    'pharmacist',
    'patient',
    'districtIt',
    'stranger',
  ] as const)
    for (const path of ['/clinic-demo-files/_changes', `/clinic-demo-files/${chunk('a')._id}`])
      expect([
        person,
        path,
        (await server.ask('GET', path, undefined, { as: signIn(person) })).status,
      ]).toEqual([person, path, 403])
})

describe('who is bound to villages', () => {
  it('S21 gets the files of the own patients and of those without a village, by the feed and by every door', async () => {
    expect((await feedOf('feldsherA')).letters).toBe('an')
    expect((await feedOf('feldsherB')).letters).toBe('bn')
    expect((await feedOf('doctor')).letters).toBe('abn')
    const [own, foreign, missing] = [chunk('a')._id, chunk('b')._id, chunk('q')._id]
    expect((await ask('feldsherA', 'GET', `/${own}`)).status).toBe(200)
    const { _rev } = (await ask('doctor', 'GET', `/${foreign}`)).json
    const doors = (id: string): [method: string, path: string, body?: object][] => [
      ['GET', `/${id}`],
      ['GET', `/${id}/photo.jpg`],
      ['GET', `/${id}?rev=${_rev}`],
      ['POST', '/_bulk_get', { docs: [{ id, rev: _rev }] }],
      ['POST', '/_all_docs', { keys: [id], include_docs: true }],
      ['POST', '/_revs_diff', { [id]: [_rev] }],
      ['POST', '/_changes?filter=_doc_ids&include_docs=true', { doc_ids: [id] }],
    ]
    for (const [at, [method, path, body]] of doors(foreign).entries()) {
      const [, missingPath, missingBody] = doors(missing)[at]!
      const answer = await ask('feldsherA', method, path, body)
      const never = await ask('feldsherA', method, missingPath, missingBody)
      expect([path, answer.status, answer.text.replaceAll(foreign, missing)]).toEqual([
        path,
        never.status,
        never.text,
      ])
    }
  })

  it('S23 writes files of own patients alone, judged by the author, whoever delivers', async () => {
    expect(await put('feldsherA', { ...chunk('b', 'feldsherA'), _id: `chunk:${'c'.repeat(43)}` })).toEqual([
      'scope.patient',
    ])
    expect(await put('midwifeA', { ...chunk('b', 'feldsherA'), _id: `chunk:${'c'.repeat(43)}` })).toEqual([
      'scope.patient',
    ])
    // Who sees everything brings what was written before the patient moved away.
    expect(await put('doctor', { ...chunk('b', 'feldsherA'), _id: `chunk:${'c'.repeat(43)}` })).toEqual([
      'ok',
    ])
    // On a shared PC the doctor's files are sent in the feldsher's session.
    expect(await put('feldsherA', { ...chunk('b'), _id: `chunk:${'d'.repeat(43)}` })).toEqual(['ok'])
    expect((await feedOf('feldsherA')).letters).toBe('an')
    expect(await put('feldsherA', { ...chunk('a', 'registrar'), _id: `chunk:${'e'.repeat(43)}` })).toEqual([
      'scope.role',
    ])
  })

  it('S24 sees the files of a card that is opened for a reason, from its next look at the feed on', async () => {
    const { last } = await feedOf('midwifeA')
    const path = '/api/clinics/demo/patients/patient:b/openings'
    const opened = await server.ask(
      'POST',
      path,
      { reason: { code: 'emergency' } },
      { as: signIn('midwifeA') },
    )
    expect(opened.status).toBe(201)
    expect((await feedOf('midwifeA', last)).letters).toContain('b')
    expect((await feedOf('feldsherA')).letters).toBe('an')
  })

  it('S22 gets the files of a patient who moved in, and those alone no more who moved out, also after a restart', async () => {
    const { last } = await feedOf('feldsherB')
    const { json } = await server.ask('GET', '/clinic-demo/patient:a', undefined, { as: signIn('doctor') })
    const moved = { ...recordsOf('a', 'аг. Луговая')[0]!, _rev: json._rev }
    await server.ask('PUT', '/clinic-demo/patient:a', moved, { as: signIn('doctor') })
    expect((await feedOf('feldsherB', last)).letters).toBe('a')
    expect((await feedOf('feldsherA')).letters).toBe('n')
    await putAccount(server, 'feldsherA', { villages: ['Луговая'] })
    expect((await feedOf('feldsherA')).letters).toContain('ab')
    // What an interrupted move has left behind is put right when the server starts.
    const { folder, couchdb, stop } = server
    await server.server.close()
    const store = onRelay ? 'mirrors/databases' : 'databases'
    const file = new DatabaseSync(join(folder, store, 'clinic-demo-files.sqlite'))
    file.exec(`DELETE FROM patient_village; DELETE FROM opening`)
    file.close()
    const again = await startTestServer({ folder, couchdb })
    server = { ...again, stop: () => again.stop().then(stop) }
    expect((await feedOf('feldsherB')).letters).toContain('ab')
    expect((await feedOf('midwifeA')).letters).toContain('b')
  })

  it('S22 sees no file whose patient has no card here, until the card comes', async () => {
    expect(await put('doctor', chunk('z'))).toEqual(['ok'])
    expect((await feedOf('feldsherB')).letters).not.toContain('z')
    const docs = recordsOf('z', 'Луговая')
    await server.ask('POST', '/clinic-demo/_bulk_docs', { docs }, { as: signIn('doctor') })
    expect((await feedOf('feldsherB')).letters).toContain('z')
  })
})

it('A26 takes nothing that is no part of a file, is too long, carries an attachment, or changes what is there', async () => {
  const sound = { ...chunk('a'), _id: `chunk:${'k'.repeat(43)}` }
  const { patientId, author, ...bare } = sound
  const wrong = [
    bare,
    { ...sound, note: 'Ковалёва' },
    { ...sound, data: 'не шифр' },
    { ...sound, data: 'A'.repeat(48_000) },
  ]
  for (const each of wrong) expect(await put('doctor', each)).toEqual(['file.shape'])
  const attached = { ...sound, _attachments: { x: { content_type: 'text/html', data: 'AAAA' } } }
  expect(await put('doctor', attached)).toEqual(['file.shape'])
  // E4: forms are not among the routes that pass to a CouchDB behind this server.
  const noForms = 'You are not a db or server admin.'
  expect(await sendForm('clinic-demo-files', sound)).toBe(onRelay ? noForms : 'file.shape')
  const card = recordsOf('form', 'Заречье')[0]!
  expect(await sendForm('clinic-demo', card)).toBe(onRelay ? noForms : 'document.attachments')
  expect(await put('doctor', { ...sound, author: { id: 'practitioner:nobody' } })).toEqual([
    'scope.foreign-author',
  ])
  expect(await put('doctor', sound)).toEqual(['ok'])
  const { _rev } = (await ask('doctor', 'GET', `/${sound._id}`)).json
  // In nobody's name, and not into another patient's card either.
  for (const change of [{ data: 'AQE=' }, { patientId: 'patient:b' }, { _deleted: true }])
    expect(await put('doctor', { ...sound, _rev, ...change })).toEqual(['file.written-once'])
})
