import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { waitsFor } from '#shared/domain/inbox/concerns.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import type { Host } from '../../../host/host.ts'
import { dropToasts } from '../../../ui/toast-store.ts'
import { useInboxChoice } from '../model/inbox-choice.ts'
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
  reason: {
    code: 'forbidden',
    text: 'document.schema: Документ заполнен неверно, проверьте поля: birthDate',
  },
}

afterEach(() => {
  cleanup()
  dropToasts()
  useInboxChoice.setState({ chosenId: undefined, shelf: 'open' })
})

describe('the inbox', () => {
  it('settles a conflict field by field and takes it back', async () => {
    const user = userEvent.setup()
    const { workplace, all } = testWorkplace([patient, conflict])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText('Фельдшер Жук, 22.11.2026, 11:10')).toBeTruthy()
    // The note of the card is the one of the other PC, its family name is neither of the two.
    expect(screen.getAllByText('сейчас в документе')).toHaveLength(1)
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

  it('takes a settlement back later, from what was dealt with; what others wrote since stays', async () => {
    const user = userEvent.setup()
    const settled = {
      ...conflict,
      status: 'resolved' as const,
      resolution: {
        choice: 'fields',
        at: '2026-11-20T08:00:00.000Z',
        by: 'Жук А. И.',
        fields: [
          { path: 'name.family', choice: 'local' as const, before: 'Бобрик', after: 'Савич' },
          { path: 'note', choice: 'server' as const, before: 'глухая', after: 'живёт одна' },
        ],
      },
    }
    const now = { ...patient, name: { family: 'Савич', given: 'Алеся' }, note: 'живёт с дочерью' }
    const { workplace, all } = testWorkplace([now, settled])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText('Всё разобрано')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Разобранные' }))
    expect(await screen.findByText('Разобрано: Жук А. И., 20.11.2026, 11:00')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Вернуть в открытые' }))
    await waitFor(() => expect(all.value.get('inbox:c1')).toMatchObject({ status: 'open' }))
    expect(all.value.get('patient:p1')).toMatchObject({
      name: { family: 'Бобрик' },
      note: 'живёт с дочерью',
    })
    expect(await screen.findByText(/Часть полей после этого уже изменили/)).toBeTruthy()
  })

  it('walks the list by arrows and gives the focus to the next item when one is done', async () => {
    const user = userEvent.setup()
    const notice = { ...conflict, kind: 'notice' as const, reason: { code: 'update', text: 'Первое' } }
    const { workplace } = testWorkplace([
      patient,
      { ...notice, id: 'inbox:n1', occurredAt: '2026-11-22T08:25:00.000Z' },
      { ...notice, id: 'inbox:n2', reason: { code: 'update', text: 'Второе' } },
    ])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText('Первое')).toBeTruthy()
    const rows = () => [...document.querySelectorAll<HTMLElement>('[data-inbox-row]')]
    rows()[0]!.focus()
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(rows()[1])
    expect(await screen.findByText('Второе')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Просмотрено' }))
    await waitFor(() => expect(rows()).toHaveLength(1))
    await waitFor(() => expect(document.activeElement).toBe(rows()[0]))
  })

  it('says why the server refused in words, by its code, and sends again', async () => {
    const { workplace, resent } = testWorkplace([patient, refusal])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText('Запись заполнена не по правилам')).toBeTruthy()
    expect(screen.getByText('Проверьте: Дата рождения')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Исправить' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Отправить ещё раз' }))
    expect(resent).toEqual(['patient:p1'])
  })

  it('offers to send again only on the PC that has the record', async () => {
    renderScreen(InboxPage, {
      workplace: testWorkplace([patient, { ...refusal, stationId: 'station2' }]).workplace,
    })
    expect(await screen.findByText(/исправить и отправить её можно только там/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Отправить ещё раз' })).toBeNull()
    expect(screen.queryByRole('button', { name: /^Закрыть/ })).toBeNull()
  })

  it('lets the head doctor close what a PC has whose data is gone, and take that back', async () => {
    const { workplace, all } = testWorkplace([patient, { ...refusal, stationId: 'station2' }])
    const { practitioner } = workplace.profile
    const profile = { ...workplace.profile, practitioner: { ...practitioner, role: 'head-doctor' as const } }
    renderScreen(InboxPage, { workplace: { ...workplace, profile } })
    await userEvent.click(await screen.findByRole('button', { name: /^Закрыть: того ПК/ }))
    await waitFor(() => expect(all.value.get('inbox:r1')).toMatchObject({ status: 'resolved' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Отменить' }))
    await waitFor(() => expect(all.value.get('inbox:r1')).toMatchObject({ status: 'open' }))
  })

  it('saves a refused record to a file whose name says nothing of the patient', async () => {
    const files: { suggestedName: string; bytes: Uint8Array }[] = []
    const host = {
      saveFile: async (file: (typeof files)[number]) => {
        files.push(file)
        return 'saved'
      },
    } as unknown as Host
    renderScreen(InboxPage, { workplace: testWorkplace([patient, refusal]).workplace, host })
    await userEvent.click(await screen.findByRole('button', { name: 'Сохранить в файл' }))
    await screen.findByText(/Запись сохранена в файл/)
    expect(files[0]!.suggestedName).toBe('lekar-patient-2026-11-22.json')
    expect(JSON.parse(new TextDecoder().decode(files[0]!.bytes)).document.id).toBe('patient:p1')
  })

  it('hands a refused record with its body to the administrator, whose inbox then counts it', async () => {
    const user = userEvent.setup()
    const { workplace, all } = testWorkplace([patient, refusal])
    renderScreen(InboxPage, { workplace })
    await user.click(await screen.findByRole('button', { name: 'Передать администратору' }))
    await user.keyboard('не понимаю причину{Enter}')
    await waitFor(() =>
      expect(all.value.get('inbox:r1')).toMatchObject({
        status: 'open',
        local: { id: 'patient:p1' },
        handedOver: { by: 'Ковалёва А. И.', note: 'не понимаю причину' },
      }),
    )
    expect(await screen.findByText('у администратора')).toBeTruthy()
    expect(await screen.findByRole('button', { name: 'Открытые: 0' })).toBeTruthy()
    const handed = all.value.get('inbox:r1') as InboxItem
    expect([waitsFor(handed, 'doctor'), waitsFor(handed, 'admin')]).toEqual([false, true])
    await user.click(await screen.findByRole('button', { name: 'Отменить' }))
    await waitFor(() => expect(all.value.get('inbox:r1')).not.toHaveProperty('handedOver'))
    expect(await screen.findByRole('button', { name: 'Открытые: 1' })).toBeTruthy()
  })

  it('takes a record back from the administrator later; the copy that went along goes, too', async () => {
    const handedOver = { at: '2026-11-22T08:30:00.000Z', by: 'Ковалёва А. И.' }
    const handed = { ...refusal, handedOver, local: patient }
    const { workplace, all } = testWorkplace([patient, handed])
    renderScreen(InboxPage, { workplace })
    await userEvent.click(await screen.findByRole('button', { name: 'Забрать у администратора' }))
    await waitFor(() => expect(all.value.get('inbox:r1')).not.toHaveProperty('handedOver'))
    expect(all.value.get('inbox:r1')).not.toHaveProperty('local')
    expect(await screen.findByRole('button', { name: 'Передать администратору' })).toBeTruthy()
  })

  it('says of a decision in the inbox that was refused that the others do not have it', async () => {
    const decision = { ...refusal, documentId: 'inbox:c1', documentType: 'inbox' }
    renderScreen(InboxPage, { workplace: testWorkplace([patient, decision]).workplace })
    expect(await screen.findByText(/у коллег его ещё нет/)).toBeTruthy()
  })

  it('writes a refused visit anew: a draft opens, the refused one leaves the queue and stays in the item', async () => {
    const visit = {
      ...envelope,
      id: 'visit:v1',
      type: 'visit' as const,
      patientId: 'patient:p1',
      kind: 'ambulatory' as const,
      startedAt: '2026-11-22T08:00:00.000Z',
      complaints: 'кашель',
      diagnoses: [],
      status: 'signed' as const,
      practitioner: envelope.author,
      version: 1,
      rootId: 'visit:v1',
    }
    const { workplace, all, drafts } = testWorkplace([
      patient,
      visit,
      { ...refusal, documentId: 'visit:v1', documentType: 'visit' },
    ])
    // A kill before this leaves an open item with the body, and the document.
    const { withdraw } = workplace.data.sync
    let before: unknown
    workplace.data.sync.withdraw = (id) => {
      before = all.value.get('inbox:r1')
      return withdraw(id)
    }
    const { router } = renderScreen(InboxPage, { workplace })
    await userEvent.click(await screen.findByRole('button', { name: 'Переписать' }))
    await waitFor(() => expect(drafts.value[0]).toMatchObject({ complaints: 'кашель' }))
    await waitFor(() => expect(all.value.has('visit:v1')).toBe(false))
    expect(before).toMatchObject({ status: 'open', local: { id: 'visit:v1' } })
    expect(all.value.get('inbox:r1')).toMatchObject({
      status: 'resolved',
      resolution: { choice: 'withdrawn' },
      local: { id: 'visit:v1', complaints: 'кашель' },
    })
    await waitFor(() => expect(router.state.location.pathname).toContain('/edit'))
  })

  it('ends a withdrawal that was broken off after the document had gone', async () => {
    const visit = { ...envelope, id: 'visit:v1', type: 'visit' }
    const about = { documentId: 'visit:v1', documentType: 'visit', local: visit }
    const { workplace, all, drafts } = testWorkplace([patient, { ...refusal, ...about }])
    renderScreen(InboxPage, { workplace })
    await userEvent.click(await screen.findByRole('button', { name: 'Переписать' }))
    await waitFor(() => expect(all.value.get('inbox:r1')).toMatchObject({ status: 'resolved' }))
    expect(drafts.value).toEqual([])
  })

  it('says what a deletion met, and keeps the edited record', async () => {
    const fields = [{ path: '', local: 'deleted', server: 'edited' }]
    const { workplace, all } = testWorkplace([patient, { ...conflict, fields }])
    renderScreen(InboxPage, { workplace })
    expect(await screen.findByText('Запись на одном ПК удалили, на другом изменили')).toBeTruthy()
    expect(screen.getByText('удалено')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Оставить запись' }))
    await waitFor(() => expect(all.value.get('inbox:c1')).toMatchObject({ resolution: { choice: 'kept' } }))
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
