import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { testContext } from '#shared/domain/common/test-context.ts'
import { addCondition } from '#shared/domain/condition/condition.commands.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import type { Host } from '../../../host/host.ts'
import { dropToasts } from '../../../ui/toast-store.ts'
import { useInboxChoice } from '../model/inbox-choice.ts'
import { InboxPage } from './inbox-page.tsx'

const patient = examplePatient()
const coding = { system: 'mkb-10', code: 'I10', display: 'Гипертензия' }
const added = addCondition(patient.id, { coding }, [], testContext())
const condition = (added.ok ? added.value : undefined) as Condition

function refusalOf(documentId: string): InboxItem {
  const { schemaVersion, clinicId, createdAt, updatedAt, author } = condition
  return {
    ...{ schemaVersion, clinicId, createdAt, updatedAt, author, patientId: patient.id },
    ...{ id: 'inbox:r1', type: 'inbox', kind: 'refusal', status: 'open', stationId: 'station1' },
    ...{ documentId, documentType: documentId.split(':')[0]!, occurredAt: createdAt },
    reason: { code: 'forbidden', text: 'document.schema: birthDate' },
  }
}
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))

afterEach(() => {
  cleanup()
  dropToasts()
  useInboxChoice.setState({ chosenId: undefined, shelf: 'open' })
})

describe('a refused document', () => {
  const card = `/patients/${encodeURIComponent(patient.id)}`
  it.each([
    ['card', patient.id, 'Исправить', `${card}/edit`, {}],
    ['problem', 'condition:1', 'Исправить', card, { condition: 'condition:1' }],
    ['paper', 'document-reference:1', 'Исправить', `${card}/files/document-reference%3A1`, {}],
    ['visit', 'visit:1', 'Открыть документ', `${card}/visits/visit%3A1`, {}],
    ['vaccination', 'immunization:1', 'Открыть документ', card, {}],
  ])('leads to where it is corrected: a %s', async (_, id, button, path, search) => {
    const { router } = renderScreen(InboxPage, {
      workplace: testWorkplace([patient, refusalOf(id)]).workplace,
    })
    await press(button)
    await waitFor(() =>
      expect(decodeURIComponent(router.state.location.pathname)).toBe(decodeURIComponent(path)),
    )
    expect(router.state.location.search).toEqual(search)
  })

  it('that is a decision leads to what was decided, on its shelf', async () => {
    const decided = {
      ...refusalOf(patient.id),
      id: 'inbox:c1',
      status: 'resolved' as const,
      resolution: { choice: 'seen', at: '2026-11-20T08:00:00.000Z', by: 'Жук А. И.' },
    }
    renderScreen(InboxPage, { workplace: testWorkplace([patient, decided, refusalOf('inbox:c1')]).workplace })
    await press('Открыть решение')
    expect(await screen.findByText(/^Разобрано: Жук А. И./)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Вернуть в открытые' })).toBeTruthy()
  })

  it('without a form says where it is corrected, is removed with its body kept, and comes back', async () => {
    const immunization = { ...condition, id: 'immunization:1', type: 'immunization' } as unknown as Condition
    const { workplace, all } = testWorkplace([patient, immunization, refusalOf('immunization:1')])
    const files: Uint8Array[] = []
    const host = {
      saveFile: async ({ bytes }: { bytes: Uint8Array }) => {
        files.push(bytes)
        return 'saved'
      },
    } as unknown as Host
    renderScreen(InboxPage, { workplace, host })
    expect(await screen.findByText(/Исправьте исходный файл/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Исправить' })).toBeNull()
    await press('Убрать с этого ПК')
    await screen.findByText(/Запись убрана/)
    expect(all.value.has('immunization:1')).toBe(false)
    const body = { local: { id: 'immunization:1' } }
    expect(all.value.get('inbox:r1')).toMatchObject({ ...body, resolution: { choice: 'withdrawn' } })
    await press('Разобранные')
    await press('Сохранить в файл')
    expect(JSON.parse(new TextDecoder().decode(files[0])).document.id).toBe('immunization:1')

    await press('Отменить')
    await waitFor(() => expect(all.value.get('immunization:1')).toEqual(immunization))
    expect(all.value.get('inbox:r1')).toMatchObject({ status: 'open' })
    expect(all.value.get('inbox:r1')).not.toHaveProperty('local')
  })

  it('that the server has in an earlier state stays, and its record as it was', async () => {
    const { workplace, all } = testWorkplace([patient, condition, refusalOf(condition.id)])
    workplace.data.sync.withdraw = async () => false
    renderScreen(InboxPage, { workplace })
    await press('Убрать с этого ПК')
    expect(await screen.findByText(/^Убрать нельзя/)).toBeTruthy()
    expect(all.value.get('inbox:r1')).toMatchObject({ status: 'open' })
    expect(all.value.get('inbox:r1')).not.toHaveProperty('local')
  })
})
