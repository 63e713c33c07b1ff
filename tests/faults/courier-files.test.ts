import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { CourierIdentity } from '../../renderer/data/courier/courier-keys.ts'
import type { WorkplaceData } from '../../renderer/data/index.ts'
import { testContext, testPatient, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { addDocumentReference } from '../../shared/domain/document-reference/document-reference.commands.ts'
import { courierIdentity, courierKeys } from './courier-identity.ts'
import { clinicWith } from './line.ts'
import { setStage } from './stage.ts'

const stage = setStage()

const bytesOf = (seed: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8) * 13 + seed) & 0xff)

/** A PC with a link and one that had a single contact; both have the key for files. */
async function stations() {
  const server = await stage.server()
  await clinicWith(server, 'one', 'two')
  const centre = await stage.station('one', () => server, undefined, 'one:secret-one')
  const fap = await stage.station('two', () => server, undefined, 'two:secret-two')
  for (const { data } of [centre, fap]) expect(await data.files.readiness()).toBe('ready')
  fap.line.cut(true)
  const who = { one: await courierIdentity('one'), two: await courierIdentity('two') }
  const write = (data: WorkplaceData, by: CourierIdentity, to: string) =>
    data.courier.write(to, courierKeys[0]!, by)
  return {
    server,
    centre,
    fap,
    fromFap: (to = '*') => write(fap.data, who.two, to),
    fromCentre: (to = 'two') => write(centre.data, who.one, to),
    async scan(data: WorkplaceData, by: 'one' | 'two', patientId: string, seed: number, length: number) {
      const bytes = bytesOf(seed, length)
      const preview = { type: 'image/jpeg', bytes: bytesOf(seed, 900) }
      const thumbnailId = await data.files.keep(patientId, preview, { isPreview: true })
      const fileId = await data.files.keep(patientId, { type: 'image/jpeg', bytes })
      const content = { contentType: 'image/jpeg', size: length, fileId, thumbnailId }
      const words = { description: 'Снимок', kind: 'photo' }
      const paper = addDocumentReference({ patientId }, words, content, testContext(by))
      if (!paper.ok) throw new Error('no paper')
      await data.documentReferences.save(paper.value)
      return { fileId, thumbnailId, bytes }
    },
  }
}
const onlyHere = async (data: WorkplaceData, fileId: string) =>
  data.files.read('patient:x', fileId, { onlyHere: true }).catch((error: { code: string }) => error.code)

it('a file travels with its content, goes on to the server from there, and the receipt says that it is there', async () => {
  const { server, fap, centre, fromFap, fromCentre, scan } = await stations()
  const patient = testPatient(testContext('two'))
  await fap.data.patients.save(patient)
  const { fileId, bytes } = await scan(fap.data, 'two', patient.id, 1, 75_000)
  const sent = await fromFap()
  expect(sent).toMatchObject({ documents: 2, files: 1, filesLeft: 0 })
  const read = await centre.data.courier.read(new Blob([sent.bytes]), courierKeys)
  expect(read).toMatchObject({ ok: true, value: { taken: 2, files: 1, unknown: 0 } })
  const opened = await centre.data.files.read(patient.id, fileId, { onlyHere: true })
  expect(opened).toEqual({ kind: 'read', file: { type: 'image/jpeg', bytes } })

  // Not before the server has it does anybody say so.
  expect((await waitFor(fap.data.files.waiting, (files) => files.size === 2)).get(fileId)?.patientId).toBe(
    patient.id,
  )
  await waitFor(centre.data.files.waiting, (files) => files.size === 0, 40_000)
  const { json } = await server.ask('GET', '/clinic-demo-files/_all_docs')
  expect(json.rows).toHaveLength(6)
  const back = await fromCentre()
  expect(back).toMatchObject({ documents: 0, files: 0 })
  expect(await fap.data.courier.read(new Blob([back.bytes]), courierKeys)).toMatchObject({
    ok: true,
    value: { confirmed: 2, files: 0 },
  })
  await waitFor(fap.data.files.waiting, (files) => files.size === 0)
  expect(await fromFap('one')).toMatchObject({ documents: 0, files: 0 })
}, 60_000)

it('a file whose copy was cut brings what came, confirms nothing, and is whole with the next copy', async () => {
  const { fap, centre, fromCentre, scan } = await stations()
  const patient = testPatient(testContext('one'))
  await centre.data.patients.save(patient)
  const { fileId, bytes } = await scan(centre.data, 'one', patient.id, 2, 900_000)
  await waitFor(centre.data.files.waiting, (files) => files.size === 0, 40_000)
  const { bytes: whole } = await fromCentre('*')
  const cut = await fap.data.courier.read(new Blob([whole.slice(0, whole.length - 60_000)]), courierKeys)
  expect(cut).toMatchObject({ ok: true, value: { problem: 'cut-off', taken: 2, files: 0 } })
  expect(await fap.data.patients.get(patient.id)).toBeTruthy()
  expect(await onlyHere(fap.data, fileId)).toEqual({ kind: 'no-link' })
  const read = await fap.data.courier.read(new Blob([whole]), courierKeys)
  expect(read).toMatchObject({ ok: true, value: { files: 1 } })
  expect(await fap.data.files.read(patient.id, fileId)).toEqual({
    kind: 'read',
    file: { type: 'image/jpeg', bytes },
  })
  // What the server has is not only here.
  expect((await waitFor(fap.data.files.waiting, () => true)).size).toBe(0)
}, 60_000)
