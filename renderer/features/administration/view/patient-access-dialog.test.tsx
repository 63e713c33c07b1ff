import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import type { ManagedAccount } from '#shared/contract/administration.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testProfile, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { useSession } from '../../session/index.ts'
import { PatientAccessDialog } from './patient-access-dialog.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const given: ManagedAccount = {
  ...testProfile,
  user: 'd483920',
  practitioner: { id: 'practitioner:p', name: 'Примерова Анна Ивановна', role: 'patient', position: '' },
  patientId: 'patient:example',
  oneTime: true,
  failures: 0,
}
const problem = (status: number, title: string) => Response.json({ type: 'x', title, status }, { status })

/** The dialog over a server that keeps the account of one card. */
function show(patient: Patient = examplePatient()) {
  const state = {
    account: undefined as ManagedAccount | undefined,
    reachable: true,
    isThere: true,
    taken: false,
  }
  const asked: string[] = []
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    if (!state.reachable) throw new TypeError('no network')
    const path = decodeURIComponent(input.pathname).replace('/api/clinics/demo/patients/patient:example/', '')
    const step = `${init.method} ${path}`
    asked.push(`${step} ${init.body ?? ''}`.trim())
    if (!state.isThere) return problem(404, 'not_found')
    if (step === 'POST account') {
      state.account = given
      if (state.taken) return problem(409, 'account.card-taken')
    }
    if (step === 'PUT account/closure') state.account = { ...given, dismissedOn: '2026-11-22' }
    if (step === 'DELETE account/closure') state.account = given
    if (init.method === 'POST') return Response.json({ account: given, password: 'k7mq-xw3d-p9ra' })
    return Response.json(state.account ? { account: state.account } : {})
  })
  const memory = testWorkplace()
  const { clock } = memory.workplace.context
  useSession.getState().set({ phase: 'administering', profile: testProfile, clock })
  renderScreen(() => <PatientAccessDialog patient={patient} onClose={() => {}} />, memory)
  return { state, asked }
}

it('makes a patient’s account with one press, and shows its password once, for the slip', async () => {
  const { asked } = show()
  expect(await screen.findByText('Доступа ещё нет')).toBeTruthy()
  expect(screen.getByText(/проверьте документ, удостоверяющий личность/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Создать доступ и выдать пароль' }))
  expect((await screen.findByTestId('one-time-password')).textContent).toBe('k7mq-xw3d-p9ra')
  expect(asked).toContain('POST account {"name":"Примерова Анна Ивановна"}')
  await userEvent.click(screen.getByRole('button', { name: 'Готово, пароль передан' }))
  await waitFor(() => expect(screen.queryByTestId('one-time-password')).toBeNull())
  expect(document.body.textContent).not.toContain('k7mq')
  expect(screen.getByText('d483920')).toBeTruthy()
  expect(screen.getByText('Пароль с листка')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Создать доступ и выдать пароль' })).toBeNull()
})

it('shows the account that a colleague has made meanwhile, and makes no second one', async () => {
  const { state } = show()
  await screen.findByText('Доступа ещё нет')
  state.taken = true
  await userEvent.click(screen.getByRole('button', { name: 'Создать доступ и выдать пароль' }))
  expect(await screen.findByText('У этой карты уже есть доступ')).toBeTruthy()
  expect(await screen.findByText('d483920')).toBeTruthy()
  expect(screen.queryByTestId('one-time-password')).toBeNull()
})

it('gives another password and closes the access, each after a question, and opens it again', async () => {
  const { state, asked } = show()
  state.account = given
  await userEvent.click(await screen.findByRole('button', { name: 'Новый пароль…' }))
  const renewal = within(await screen.findByRole('alertdialog'))
  expect(document.activeElement?.textContent).toBe('Отмена')
  await userEvent.click(renewal.getByRole('button', { name: 'Выдать' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Готово, пароль передан' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Закрыть доступ…' }))
  const end = within(await screen.findByRole('alertdialog'))
  await userEvent.click(end.getByRole('button', { name: 'Закрыть доступ' }))
  expect(await screen.findByText('Закрыт с 22.11.2026')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Новый пароль…' })).toBeNull()
  await userEvent.click(await screen.findByRole('button', { name: 'Открыть доступ снова' }))
  expect(await screen.findByText('Пароль с листка')).toBeTruthy()
  expect(asked.filter((step) => !step.startsWith('GET'))).toEqual([
    'POST account/one-time-password',
    'PUT account/closure',
    'DELETE account/closure',
  ])
})

it('says that it needs the server, and shows what is there as soon as it answers', async () => {
  const { state } = show()
  await screen.findByText('Доступа ещё нет')
  state.reachable = false
  window.dispatchEvent(new Event('offline'))
  expect(await screen.findByText(/Доступ создаёт и закрывает сервер: нужна связь/)).toBeTruthy()
  expect(screen.getByText('Доступа ещё нет').checkVisibility()).toBe(false)
  state.reachable = true
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(screen.queryByText(/нужна связь/)).toBeNull())
})

it('says that a card which is on this PC alone must be sent first', async () => {
  const { state } = show()
  state.isThere = false
  window.dispatchEvent(new Event('online'))
  expect(await screen.findByText('Этой карты на сервере ещё нет')).toBeTruthy()
})

it('makes no account for a card that is closed or whose patient has died', async () => {
  show({ ...examplePatient(), replacedBy: 'patient:other' })
  expect(await screen.findByText(/Доступ создают в действующей карте/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Создать доступ и выдать пароль' })).toBeNull()
  cleanup()
  show({ ...examplePatient(), deceasedAt: '2026-10-01' })
  expect(await screen.findByText(/Пациент умер/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Создать доступ и выдать пароль' })).toBeNull()
})
