import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SigningKey } from '#shared/contract/signing-keys.ts'
import { prescribe } from '#shared/domain/prescription/prescription.commands.ts'
import {
  testPrescriptionContext,
  testPrescriptionDraft,
} from '#shared/domain/prescription/prescription.fixture.ts'
import { signVisit } from '#shared/domain/visit/visit.commands.ts'
import { testDraft, testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { showPage, testPatient } from '../../../app/testing/show-record-page.tsx'
import { PrescriptionPage } from '../../prescription/index.ts'
import { VisitEditPage, VisitPage } from '../../visit/index.ts'
import { bornSecret, type ClinicianKey, importSecret, providerOf } from '../model/clinician-key.ts'
import { withSignature } from '../model/sign-document.ts'
import { setSigner } from '../model/signer-store.ts'

const pages = {
  '/patients/$patientId/visits/$visitId': VisitPage,
  '/patients/$patientId/visits/$visitId/edit': VisitEditPage,
  '/patients/$patientId/prescriptions/$prescriptionId': PrescriptionPage,
}
const { author } = testVisitContext()
let key: ClinicianKey
const listed = (state: SigningKey['state']): SigningKey => ({
  keyId: providerOf(key).keyId,
  alg: 'ed25519',
  publicKey: key.publicKey,
  practitionerId: author.id as SigningKey['practitionerId'],
  name: author.name,
  stationId: 'station1',
  state,
  offeredAt: '2026-11-01T08:00:00.000Z',
  ...(state === 'pending' ? {} : { registeredAt: '2026-11-01T09:00:00.000Z' }),
})

beforeEach(async () => {
  key = await importSecret(author.id, (await bornSecret())!)
})
afterEach(() => {
  cleanup()
  setSigner({ phase: 'none' })
})

async function signedVisit(change: Partial<Visit> = {}): Promise<Visit> {
  const made = signVisit(testDraft(), testVisitContext())
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return { ...(await withSignature(made.value, providerOf(key))), ...change }
}
async function showVisit(visit: Visit, state: SigningKey['state'] = 'registered') {
  const page = showPage(`/patients/${testPatient.id}/visits/${visit.id}`, pages, { documents: [visit] })
  await page.data.signingKeys.keep({ keys: [listed(state)] })
  return page
}

describe('a visit on the screen', () => {
  it('says quietly that its signature is valid, and how far its key is', async () => {
    await showVisit(await signedVisit())
    expect(await screen.findByText('Подпись действительна')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    cleanup()
    await showVisit(await signedVisit(), 'pending')
    expect(await screen.findByText('Ключ ждёт подтверждения')).toBeTruthy()
  })

  it('says loudly that it was altered, and prints a mark across it', async () => {
    const { printed } = await showVisit(await signedVisit({ complaints: 'Жалоб нет' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Документ изменён после подписания')
    await userEvent.click(screen.getByRole('button', { name: 'Печать' }))
    await waitFor(() => expect(printed[0]).toContain('ПОДПИСЬ НЕДЕЙСТВИТЕЛЬНА'))
    expect(printed[0]).toContain('ДОКУМЕНТ ИЗМЕНЁН ПОСЛЕ ПОДПИСАНИЯ')
  })

  it('without an electronic signature says so and is not called altered', async () => {
    const { electronic: _, ...statement } = (await signedVisit()).signature!
    await showVisit(await signedVisit({ signature: statement }))
    expect(await screen.findByText('Без электронной подписи')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('is signed with the key of the person at the screen, as soon as the key is open', async () => {
    setSigner({ phase: 'opening', open: async () => setSigner({ phase: 'ready', key }) })
    const draft = testDraft()
    const path = `/patients/${testPatient.id}/visits/${draft.id}/edit`
    const { data } = showPage(path, pages, { drafts: [draft] })
    await screen.findByDisplayValue('Головная боль')
    fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true })
    await waitFor(async () =>
      expect((await data.visits.get(draft.id))?.signature?.electronic).toMatchObject({
        alg: 'ed25519',
        keyId: providerOf(key).keyId,
      }),
    )
  })
})

describe('a prescription on the screen', () => {
  it("shows its signature, prints it, and refuses the state's certificate in words", async () => {
    const made = prescribe(testPrescriptionDraft(), testPrescriptionContext())
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    const prescription = await withSignature(made.value, providerOf(key))
    const path = `/patients/${testPatient.id}/prescriptions/${prescription.id}`
    const { data, printed } = showPage(path, pages, { documents: [prescription] })
    await data.signingKeys.keep({ keys: [listed('registered')] })
    expect(await screen.findByText('Подпись действительна')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Печать' }))
    await waitFor(() => expect(printed[0]).toContain('подпись действительна'))
    await userEvent.click(screen.getByRole('button', { name: 'Подписать сертификатом ГосСУОК' }))
    expect(await screen.findByText('Нужна программа государственного поставщика')).toBeTruthy()
    expect(await data.prescriptions.get(prescription.id)).toEqual(prescription)
  })
})
