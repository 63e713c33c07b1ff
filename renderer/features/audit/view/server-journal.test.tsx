import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { userHeader } from '#shared/contract/session.ts'
import { appendEvent } from '#shared/domain/audit/audit-chain.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { giveTablesHeight } from '../../../ui/testing/table-height.ts'
import { ServerJournal } from './server-journal.tsx'

giveTablesHeight()
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('whoever administers by the server alone sees who opened whose card, by name, and asks about one patient', async () => {
  const memory = testWorkplace()
  const { context } = memory.workplace
  const place = { station: 'pc1', chain: 'A', head: undefined }
  const event = appendEvent(place, { action: 'card-opened', patientId: 'patient:example' }, context)
  const asked: { path: string; user: string | null; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({
      path,
      user: new Headers(init.headers).get(userHeader),
      body: init.body && JSON.parse(String(init.body)),
    })
    const answer = path.includes('/audit')
      ? { events: [event], people: [] }
      : { rows: [{ doc: toWire(examplePatient()) }] }
    return Response.json(answer, { headers: { [protocolHeader]: '1' } })
  })
  renderScreen(() => <ServerJournal clinicId="lesnoe" user="admin" clock={context.clock} />, memory)
  const cell = await screen.findByText('Примерова Анна Ивановна')
  expect(asked.map(({ path, body }) => [path.split('?')[0], body])).toEqual([
    ['/api/clinics/lesnoe/audit', undefined],
    ['/clinic-lesnoe/_all_docs', { keys: ['patient:example'] }],
  ])
  expect(asked.every(({ user }) => user === 'admin')).toBe(true)
  // There is no card to go to here: the row asks who else opened it.
  await userEvent.click(cell)
  await waitFor(() => expect(asked.at(-1)?.path).toContain('patient=patient%3Aexample'))
})
