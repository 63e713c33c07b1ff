import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import type { DocumentState } from '../../../data/controls/sync-control.ts'
import { SilenceBanner } from './silence-banner.tsx'
import { SyncIndicator } from './sync-indicator.tsx'

afterEach(cleanup)

describe('the sync indicator', () => {
  it('follows the status from fine to offline with work only here', async () => {
    const { workplace, status } = testWorkplace([], {
      status: { lastContactMs: Date.parse('2026-11-22T08:41:00Z') },
    })
    renderScreen(SyncIndicator, { workplace })
    expect(await screen.findByText('Синхронизировано, 11:41')).toBeTruthy()
    act(() => status.set({ ...status.value, phase: 'offline', onlyHere: 2 }))
    expect(await screen.findByText('Нет связи с 11:41')).toBeTruthy()
    expect(screen.getByText('Только на этом ПК: 2')).toBeTruthy()
  })

  it('says what is wrong and what to do when it is opened', async () => {
    const { workplace } = testWorkplace([], {
      status: {
        phase: 'error',
        problem: { code: 'server.disk-full', sinceMs: Date.parse('2026-11-22T08:00:00Z') },
      },
    })
    renderScreen(SyncIndicator, { workplace })
    await userEvent.click(await screen.findByTestId('sync-indicator'))
    expect(await screen.findByText('На сервере закончилось место')).toBeTruthy()
    expect(screen.getByText(/С 11:00/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Синхронизировать сейчас' })).toBeTruthy()
  })

  it('lists what is only here, whose and since when, each leading to its card', async () => {
    const patient = examplePatient()
    const { workplace, status, states } = testWorkplace([patient], {
      status: { lastContactMs: Date.parse('2026-11-22T08:41:00Z') },
    })
    act(() => status.set({ ...status.value, phase: 'offline', onlyHere: 1 }))
    act(() => states.set(new Map([[patient.id, { kind: 'only-here' }]])))
    renderScreen(SyncIndicator, { workplace })
    await userEvent.click(await screen.findByTestId('sync-indicator'))
    const list = await screen.findByRole('list', { name: 'Только на этом ПК' })
    expect(list.textContent).toContain('Карта пациента: ')
    expect(list.querySelector('a')?.getAttribute('href')).toContain(patient.id)
  })
})

describe('what the server refused', () => {
  const refusal = (stationId: string, text: string): InboxItem => {
    const { clinicId, createdAt, updatedAt, author } = examplePatient()
    return {
      ...{ clinicId, createdAt, updatedAt, author, schemaVersion: 1 },
      ...{ id: `inbox:${stationId}`, type: 'inbox', kind: 'refusal', status: 'open', stationId },
      ...{ documentId: 'condition:1', documentType: 'condition', occurredAt: '2026-11-22T08:20:00.000Z' },
      reason: { code: 'forbidden', text },
    }
  }
  const refused: DocumentState = { kind: 'refused', code: 'forbidden', text: '' }

  it('is neither called sent nor said to go by itself', async () => {
    const { workplace, status, states } = testWorkplace([], {
      status: { onlyHere: 1, refused: 1, lastContactMs: Date.parse('2026-11-22T08:41:00Z') },
    })
    act(() => states.set(new Map([['condition:1', refused]])))
    renderScreen(SyncIndicator, { workplace })
    await userEvent.click(await screen.findByTestId('sync-indicator'))
    expect(await screen.findByText('передано, но принято не всё')).toBeTruthy()
    expect(screen.queryByText('всё передано')).toBeNull()
    expect(screen.queryByText(/уйд(ут|ёт) сам/)).toBeNull()
    act(() => status.set({ ...status.value, onlyHere: 3 }))
    expect(await screen.findByText(/^2 записи .* уйдут сами/)).toBeTruthy()
  })

  it("lists this PC's own, and not what another PC has", async () => {
    const { workplace } = testWorkplace(
      [refusal('station1', 'document.schema: birthDate'), refusal('station2', 'scope.patient: нет')],
      { status: { onlyHere: 1, refused: 1, lastContactMs: Date.parse('2026-11-22T08:41:00Z') } },
    )
    renderScreen(SyncIndicator, { workplace })
    await userEvent.click(await screen.findByTestId('sync-indicator'))
    const list = await screen.findByRole('list', { name: 'Не приняты сервером' })
    await waitFor(() => expect(list.querySelectorAll('li')).toHaveLength(1))
    expect(list.textContent).toContain('Запись заполнена не по правилам')
  })
})

describe('files whose content is only here', () => {
  const file = { sent: 0, total: 10, since: '2026-11-22T08:00:00.000Z', isPreview: false }

  it('are counted on every screen, without their small pictures, and each leads to its card', async () => {
    const patient = examplePatient()
    const { workplace, filesWaiting } = testWorkplace([patient], {
      status: { lastContactMs: Date.parse('2026-11-22T08:41:00Z') },
    })
    renderScreen(SyncIndicator, { workplace })
    const half = { ...file, sent: 5, patientId: patient.id }
    const preview = { ...file, isPreview: true }
    act(() => filesWaiting.set(new Map(Object.entries({ 'file:1': half, 'file:2': preview }))))
    await userEvent.click(await screen.findByText('Файлов не отправлено: 1'))
    const list = await screen.findByRole('list', { name: 'Файлы не на сервере' })
    expect(list.textContent).toContain('файл отправляется, 50 %')
    expect(list.querySelector('a')?.getAttribute('href')).toContain(patient.id)
    expect(screen.getByText(/Не выключайте ПК/)).toBeTruthy()
    const refused = { ...half, refused: 'scope.patient' }
    act(() => filesWaiting.set(new Map(Object.entries({ 'file:1': refused }))))
    expect(await screen.findByText('Файлов не принято: 1')).toBeTruthy()
    expect(screen.getByText(/уйдёт, когда здесь войдёт сотрудник/)).toBeTruthy()
  })
})

describe('the banner of a long silence', () => {
  const silent = (days: number) =>
    testWorkplace([], {
      status: {
        phase: 'offline',
        onlyHere: 2,
        lastContactMs: Date.parse('2026-11-22T09:00:00Z') - days * 24 * 3600 * 1000,
      },
    })

  it('says after three days for how long, what waits and what to do', async () => {
    renderScreen(SilenceBanner, silent(4))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Нет связи с сервером 4 дня')
    expect(alert.textContent).toContain('Ждут отправки 2 записи.')
    expect(screen.getByRole('link', { name: 'Передать файлом' })).toBeTruthy()
  })

  it('is not there before', async () => {
    renderScreen(
      () => (
        <>
          <p>экран</p>
          <SilenceBanner />
        </>
      ),
      silent(2),
    )
    expect(await screen.findByText('экран')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
