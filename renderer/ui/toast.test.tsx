import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startTexts } from '../i18n/index.ts'
import { ToastShelf } from './toast.tsx'
import { dropToasts, showToast } from './toast-store.ts'

afterEach(() => {
  act(dropToasts)
  cleanup()
})

function shelf() {
  startTexts()
  render(<ToastShelf />)
}
const said = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent)

describe('What is said at the foot of the page', () => {
  it('is said at once, beside what is still said', () => {
    shelf()
    act(() => {
      showToast('Диск полон', { durationMs: Number.POSITIVE_INFINITY })
      showToast('Записано')
    })
    expect(said()).toEqual(['Диск полон', 'Записано'])
  })

  it('is not said twice, but each way back stays', () => {
    shelf()
    const undo = { action: { label: 'Отменить', run: vi.fn() } }
    act(() => {
      for (const text of ['PDF сохранён', 'PDF сохранён']) showToast(text)
      for (const text of ['Удалено', 'Удалено']) showToast(text, undo)
    })
    expect(said()).toEqual(['PDF сохранён', 'УдаленоОтменить', 'УдаленоОтменить'])
  })

  it('goes with its way back, and by its cross where it stays', async () => {
    shelf()
    const run = vi.fn()
    act(() => {
      showToast('Диск полон', { durationMs: Number.POSITIVE_INFINITY })
      showToast('Удалено', { action: { label: 'Отменить', run } })
    })
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Отменить' }))
    expect(run).toHaveBeenCalledOnce()
    expect(said()).toEqual(['Диск полон'])
    await user.click(screen.getByRole('button', { name: 'Закрыть' }))
    expect(said()).toEqual([])
  })
})
