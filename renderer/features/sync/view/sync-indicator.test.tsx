import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
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
    expect(await screen.findByText('Нет связи с 11:41 · Только на этом ПК: 2')).toBeTruthy()
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
})
