import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { HistorySection } from './history-section.tsx'

afterEach(cleanup)

it('the decision to hold the whole past is taken back while it is being fetched', async () => {
  const memory = testWorkplace()
  memory.stationHistory.set({ kind: 'part', since: '2024-11' })
  renderScreen(() => <HistorySection />, memory)
  await userEvent.click(await screen.findByRole('button', { name: 'Хранить на этом ПК всё' }))
  expect(memory.stationHistory.value.kind).toBe('coming')
  await userEvent.click(await screen.findByRole('button', { name: 'Остановить загрузку' }))
  expect(memory.stationHistory.value.kind).toBe('part')
  expect(await screen.findByRole('button', { name: 'Хранить на этом ПК всё' })).toBeTruthy()
})
