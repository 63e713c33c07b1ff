import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { useToasts } from '../../../ui/toast-store.ts'
import { InboxPage } from './inbox-page.tsx'

const envelope = {
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-22T08:10:00.000Z-0000-station1',
  author: { id: 'practitioner:p1', name: 'Ковалёва А. И.', role: 'doctor' as const },
}
const patient: Patient = {
  ...envelope,
  id: 'patient:p1',
  type: 'patient',
  name: { family: 'Бобрик', given: 'Алеся' },
  sex: 'female',
  birthDate: '1994-12-17',
  note: 'живёт одна',
}
const conflict: InboxItem = {
  ...envelope,
  id: 'inbox:c1',
  type: 'inbox',
  kind: 'conflict',
  status: 'open',
  documentId: 'patient:p1',
  documentType: 'patient',
  patientId: 'patient:p1',
  fields: [
    { path: 'name.family', base: 'Бобрик', local: 'Савич', server: 'Бобрик-Савич' },
    { path: 'note', local: 'глухая', server: 'живёт одна' },
  ],
  local: { ...patient, author: { ...envelope.author, name: 'Фельдшер Жук' } },
  server: patient,
  occurredAt: '2026-11-22T08:20:00.000Z',
}
const refusal: InboxItem = {
  ...conflict,
  id: 'inbox:r1',
  kind: 'refusal',
  stationId: 'station1',
  reason: { code: 'invalid', text: 'Дата приёма позже сегодняшней' },
}

afterEach(() => {
  cleanup()
  useToasts.setState({ queue: [] })
})

describe('the inbox', () => {
  it('settles a conflict field by field and takes it back', async () => {
    const user = userEvent.setup()
    const { workplace, all } = testWorkplace([patient, conflict])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText('Фельдшер Жук, 22.11.2026, 11:10')).toBeTruthy()
    const save = screen.getByRole('button', { name: 'Сохранить выбор' })
    expect(save).toHaveProperty('disabled', true)
    const [takeFamilyHere] = screen.getAllByLabelText('взять это')
    await user.click(takeFamilyHere!)
    await user.click(screen.getByLabelText('оставить оба текста'))
    await user.click(save)
    await waitFor(() => expect(all.value.get('inbox:c1')).toMatchObject({ status: 'resolved' }))
    const settled = all.value.get('patient:p1') as Patient
    expect(settled.name).toEqual({ family: 'Савич', given: 'Алеся' })
    expect(settled.note).toContain('глухая')
    expect(settled.note).toContain('живёт одна')

    await user.click(await screen.findByRole('button', { name: 'Отменить' }))
    await waitFor(() => expect(all.value.get('inbox:c1')).toMatchObject({ status: 'open' }))
    expect(all.value.get('patient:p1')).toMatchObject({ name: { family: 'Бобрик' }, note: 'живёт одна' })
  })

  it('says why the server refused and sends again', async () => {
    const { workplace, resent } = testWorkplace([patient, refusal])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText('Дата приёма позже сегодняшней')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Отправить ещё раз' }))
    expect(resent).toEqual(['patient:p1'])
  })

  it('offers to send again only on the PC that has the record', async () => {
    renderScreen(InboxPage, {
      workplace: testWorkplace([patient, { ...refusal, stationId: 'station2' }]).workplace,
    })
    expect(await screen.findByText(/исправить и отправить её можно только там/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Отправить ещё раз' })).toBeNull()
  })

  it('says what a deletion met', async () => {
    const fields = [{ path: '', local: 'deleted', server: 'edited' }]
    renderScreen(InboxPage, { workplace: testWorkplace([patient, { ...conflict, fields }]).workplace })
    expect(await screen.findByText('Запись на одном ПК удалили, на другом изменили')).toBeTruthy()
    expect(screen.getByText('удалено')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Просмотрено' })).toBeTruthy()
  })

  it('shows a notice without alarm', async () => {
    const reason = { code: 'update', text: 'Завтра сервер обновят в 7:00' }
    renderScreen(InboxPage, {
      workplace: testWorkplace([patient, { ...conflict, kind: 'notice', reason }]).workplace,
    })
    expect(await screen.findByText('Завтра сервер обновят в 7:00')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says that the server was restored, in words', async () => {
    const reason = { code: 'server.restored', text: '' }
    renderScreen(InboxPage, {
      workplace: testWorkplace([patient, { ...conflict, kind: 'notice', reason }]).workplace,
    })
    expect(await screen.findByText('Сервер восстановлен из резервной копии')).toBeTruthy()
  })

  it('shows both versions of a signed record and offers no change of it', async () => {
    const { workplace } = testWorkplace([
      patient,
      { ...conflict, documentType: 'visit', documentId: 'visit:v1' },
    ])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText(/Подписанная запись не меняется/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Сохранить выбор' })).toBeNull()
    expect(screen.getByText('Савич')).toBeTruthy()
  })

  it('says that nothing waits', async () => {
    renderScreen(InboxPage, { workplace: testWorkplace().workplace })
    expect(await screen.findByText('Всё разобрано')).toBeTruthy()
  })
})
