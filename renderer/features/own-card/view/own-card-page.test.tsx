import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { appendEvent } from '#shared/domain/audit/audit-chain.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { signVisit } from '#shared/domain/visit/visit.commands.ts'
import { testDraft, testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import { assert } from '#shared/kit/assert.ts'
import { renderScreen, testProfile, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { giveTablesHeight } from '../../../ui/testing/table-height.ts'
import { useSession } from '../../session/index.ts'
import { OwnCardPage } from './own-card-page.tsx'

giveTablesHeight()
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  useSession.getState().set({ phase: 'signed-out' })
})

/** A patient is signed in at a server that has these documents. */
function show(documents: readonly object[], status = 200) {
  const memory = testWorkplace()
  const { context } = memory.workplace
  const asked: string[] = []
  const opened = appendEvent(
    { station: 'pc1', chain: 'A', head: undefined },
    { action: 'card-opened', patientId: 'patient:example' },
    context,
  )
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    const answer = path.includes('/audit')
      ? { events: [opened] }
      : { rows: documents.map((doc) => ({ doc })) }
    return Response.json(answer, { status, headers: { [protocolHeader]: '1' } })
  })
  useSession.getState().set({
    phase: 'own-card',
    clock: context.clock,
    profile: {
      ...testProfile,
      user: 'primerova',
      practitioner: { ...testProfile.practitioner, role: 'patient' },
      patientId: 'patient:example',
    },
  })
  renderScreen(OwnCardPage, memory)
  return asked
}

it('S28 a patient reads the own card, visit by visit, and there is nothing to change in it', async () => {
  const draft = testDraft({ patientId: 'patient:example', complaints: 'Кашель третий день' })
  const signed = signVisit(draft, testVisitContext())
  assert(signed.ok, 'the visit of the test cannot be signed')
  show([toWire(examplePatient()), toWire(signed.value)])
  expect(await screen.findByRole('heading', { name: 'Примерова Анна Ивановна' })).toBeTruthy()
  expect(screen.getByText('Кашель третий день')).toBeTruthy()
  expect(screen.queryAllByRole('textbox')).toEqual([])
  const buttons = screen.queryAllByRole('button').map(({ textContent }) => textContent)
  expect(buttons.filter((text) => /Изменить|Добавить|Сохранить/.test(text ?? ''))).toEqual([])
})

it('L7 a patient sees who opened the card, and may print it', async () => {
  const asked = show([toWire(examplePatient())])
  await userEvent.click(await screen.findByRole('tab', { name: 'Кто открывал мою карту' }))
  expect(await screen.findByText('Ковалёва А. И.')).toBeTruthy()
  expect(asked.at(-1)).toContain('/api/clinics/demo/audit?patient=patient%3Aexample')
  expect(screen.getByRole('button', { name: /Печать/ })).toBeTruthy()
})

it('a patient whose card the server does not show is told where to ask', async () => {
  show([])
  expect(await screen.findByText('Карта не найдена')).toBeTruthy()
})

it('a patient whose session has ended goes to the sign-in page', async () => {
  show([], 401)
  expect(await screen.findByRole('button', { name: 'Войти' })).toBeTruthy()
})
