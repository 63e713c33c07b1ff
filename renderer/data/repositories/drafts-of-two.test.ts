import { IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { dexieStorage } from '../storage/dexie-storage.ts'
import { newDisk, openStation, testContext, waitFor } from '../testing/test-workplace.ts'

const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))

it('two people at one PC each find their own drafts of a patient, and no other’s', async () => {
  const disk = newDisk()
  const open = (person: string) =>
    openStation('shared', disk, offline, {
      context: testContext(person),
      storage: dexieStorage({ indexedDB: disk, IDBKeyRange }),
    })
  const visit = (id: string, complaints: string) =>
    ({
      id,
      patientId: 'patient:1',
      complaints,
      diagnoses: [],
      savedAt: '2026-11-25T09:00:00Z',
    }) as never as VisitDraft
  const prescription = (id: string) => ({ id, patientId: 'patient:1' }) as never as PrescriptionDraft

  const first = await open('sokolovskaya')
  await first.drafts.save(visit('visit:a', 'кашель'))
  await first.prescriptionDrafts.save(prescription('prescription:a'))
  await first.close()

  const second = await open('novikova')
  expect(await second.drafts.ofPatient('patient:1')).toEqual([])
  expect(await second.drafts.get('visit:a')).toBeUndefined()
  expect(await second.prescriptionDrafts.ofPatient('patient:1')).toBeUndefined()
  await second.drafts.save(visit('visit:b', 'боль в горле'))
  await second.prescriptionDrafts.save(prescription('prescription:b'))
  expect(await waitFor(second.drafts.watchAll(), (all) => all.length > 0)).toEqual([
    visit('visit:b', 'боль в горле'),
  ])
  await second.close()

  const again = await open('sokolovskaya')
  expect(await again.drafts.ofPatient('patient:1')).toEqual([visit('visit:a', 'кашель')])
  expect(await again.prescriptionDrafts.ofPatient('patient:1')).toMatchObject({ id: 'prescription:a' })
  await again.close()
})
