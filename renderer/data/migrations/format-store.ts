import { toWire } from '#shared/contract/couch.ts'
import { type DiskImage, imageOf } from '../testing/disk-image.ts'
import { createScriptedServer } from '../testing/scripted-server.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testVisit,
  waitFor,
} from '../testing/test-workplace.ts'

/** A store of one format as it lay on a disk, and what a person had in it. */
export interface FormatStore {
  disk: DiskImage[]
  held: {
    patients: string[]
    visits: string[]
    /** An edit that never left this PC, of a card that the server has; its base must come along. */
    edited: { id: string; note: string; noteBefore: string }
    onlyHere: string[]
    draft: { id: string; complaints: string }
    secret: string
    auditEvents: number
  }
}

export const formatStation = 'format'

/** Makes a store in today's format: a synced part, edits that wait, drafts, the trace of access, the courier's secret. */
export async function makeFormatStore(): Promise<FormatStore> {
  const context = testContext(formatStation)
  const server = createScriptedServer()
  const noteBefore = 'Лежачая, навещать по вторникам'
  const patients = Array.from({ length: 12 }, () => testPatient(context, { note: noteBefore }))
  const visits = patients.flatMap(({ id }) => [
    testVisit(context, id, { complaints: 'Кашель' }),
    testVisit(context, id, { complaints: 'Головная боль' }),
  ])
  for (const each of [...patients, ...visits]) server.write(toWire(each))
  const disk = newDisk()
  const online = await openStation(formatStation, disk, server.fetch)
  await waitFor(online.sync.status, ({ phase }) => phase === 'idle')
  // Sent and heard of again, so that RxDB has a note of its own.
  await online.saveAll([{ ...patients[1]!, note: 'Переехала к дочери' }], [patients[1]!])
  await waitFor(online.sync.status, ({ phase, onlyHere }) => phase === 'idle' && onlyHere === 0)
  await online.close()

  const offline = await openStation(formatStation, disk, () => Promise.reject(new TypeError('no network')))
  const edited = { id: patients[0]!.id, note: 'Аллергия со слов дочери: проверить', noteBefore }
  await offline.saveAll(
    [{ ...patients[0]!, note: edited.note, updatedAt: context.hybridClock.next() }],
    [patients[0]!],
  )
  const fresh = testVisit(context, patients[2]!.id, { complaints: 'Температура' })
  await offline.visits.save(fresh)
  const draft = { id: context.makeId('visit'), complaints: 'Черновик: слабость' }
  await offline.drafts.save({ ...testVisit(context, patients[3]!.id), ...draft } as never)
  await offline.courier.secrets.set('keys', 'тайна курьера')
  for (const { id } of patients.slice(0, 5))
    offline.audit.record({ action: 'card-opened', patientId: id } as never)
  await offline.audit.settled()
  const auditEvents = (
    await Promise.all(patients.slice(0, 5).map(({ id }) => offline.audit.ofPatient(id)))
  ).flat().length
  await offline.close()
  return {
    disk: await imageOf(disk),
    held: {
      patients: patients.map(({ id }) => id),
      visits: [...visits, fresh].map(({ id }) => id),
      edited,
      onlyHere: [edited.id, fresh.id],
      draft,
      secret: 'тайна курьера',
      auditEvents,
    },
  }
}
