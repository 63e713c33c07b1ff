import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { chainOf } from '#shared/domain/audit/audit-chain.fixture.ts'
import { testContext } from '#shared/domain/common/test-context.ts'
import { done } from '#shared/domain/consent/consent.fixture.ts'
import { restrictCard } from '#shared/domain/consent/restriction.commands.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { CardDoor } from './card-door.tsx'

afterEach(cleanup)
const blocked = (patient: Patient = examplePatient()) =>
  done(restrictCard(patient, { ground: 'court' }, testContext()))

const Page = () => (
  <CardDoor>
    <p>содержание карты</p>
  </CardDoor>
)

/** A workplace whose trace is remembered, as on a real PC. */
function workplaceOf(patient: Patient, role: string = 'doctor', villages?: string[]) {
  const memory = testWorkplace([patient])
  const { workplace, recorded } = memory
  workplace.profile = {
    ...workplace.profile,
    practitioner: { ...workplace.profile.practitioner, role: role as 'doctor' },
    ...(villages && { villages }),
  }
  workplace.data.audit.ofPatient = async () => chainOf(recorded, workplace.context)
  const open = () =>
    renderScreen(Page, { workplace, path: '/patients/$patientId', at: `/patients/${patient.id}` })
  const notices = () => [...memory.all.value.values()].filter(({ type }) => type === 'inbox')
  return { ...memory, open, notices }
}
const content = () => screen.findByText('содержание карты')
const giveReason = async (name: string) => {
  await userEvent.click(await screen.findByRole('radio', { name }))
  await userEvent.click(screen.getByRole('button', { name: 'Открыть карту на сутки' }))
}
const treatment = 'лечу этого пациента, данные нужны для лечения'

describe('the door of a blocked card', () => {
  test('L11 asks the treating doctor too, records which kind it was, and tells the head doctor', async () => {
    const { open, recorded, notices } = workplaceOf(blocked())
    open()
    expect(await screen.findByRole('heading', { name: 'Обработка данных ограничена' })).toBeTruthy()
    expect(screen.queryByText('содержание карты')).toBeNull()
    expect(recorded).toEqual([])
    await giveReason(treatment)
    await content()
    expect(recorded).toMatchObject([
      {
        action: 'glass-broken',
        patientId: 'patient:example',
        reason: { code: 'treatment' },
        means: 'restricted',
      },
      { action: 'card-opened' },
    ])
    expect(notices()).toMatchObject([
      { kind: 'notice', openedAs: 'restricted', patientId: 'patient:example' },
    ])
  })

  test('L11 remembers the reason for a day', async () => {
    const { open, clock } = workplaceOf(blocked())
    open()
    await giveReason(treatment)
    await content()
    cleanup()
    clock.timeMs += 23 * 3_600_000
    open()
    await content()
  })

  test('L11 opens by itself once the restriction is lifted, and asks for nothing where none was', async () => {
    const card = blocked()
    const lifted = { ...card.restrictions![0]!, lifted: { at: '2026-11-22T08:00:00Z', by: card.author } }
    const { open, recorded } = workplaceOf({ ...card, restrictions: [lifted] })
    open()
    await content()
    expect(recorded.map(({ action }) => action)).toEqual(['card-opened'])
  })

  test('L11 leaves an open card open when the block comes meanwhile, and asks the next time', async () => {
    const { open, workplace } = workplaceOf(examplePatient())
    open()
    await content()
    await act(() => workplace.data.saveAll([blocked()], [examplePatient()]))
    await content()
    cleanup()
    open()
    expect(await screen.findByRole('heading', { name: 'Обработка данных ограничена' })).toBeTruthy()
  })

  test('L11 says both of a blocked card of somebody else’s patient, and offers no treatment there', async () => {
    const foreign = examplePatient({ address: { settlement: 'д. Далёкая' } })
    const { open, recorded } = workplaceOf(blocked(foreign), 'feldsher', ['д. Нигде'])
    open()
    expect(await screen.findByRole('heading', { name: /не ваш пациент, обработка/ })).toBeTruthy()
    expect(screen.queryByRole('radio', { name: treatment })).toBeNull()
    await giveReason('неотложная помощь')
    await waitFor(() => expect(recorded[0]).toMatchObject({ means: 'foreign-restricted' }))
  })

  test('L11 writes no notice in the name of who may write none, and the trace all the same', async () => {
    const { open, recorded, notices } = workplaceOf(blocked(), 'data-protection-officer')
    open()
    expect((await screen.findAllByRole('radio')).length).toBeGreaterThan(0)
    expect(screen.queryByRole('radio', { name: treatment })).toBeNull()
    await giveReason('обращение пациента о его данных, жалоба, проверка')
    await content()
    expect(recorded[0]).toMatchObject({ action: 'glass-broken', means: 'restricted' })
    expect(notices()).toEqual([])
  })
})
