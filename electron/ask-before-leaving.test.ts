import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { expect, it, vi } from 'vitest'

const dialog = vi.hoisted(() => ({ showMessageBoxSync: vi.fn() }))
vi.mock('electron', () => ({ dialog }))
const { askBeforeLeaving } = await import('./ask-before-leaving.ts')

it.each([
  ['stays by the answer that has the focus and by Esc', 0, false],
  ['leaves only by the other one', 1, true],
])('a window with files that nobody has saved %s', (_, answer, leaves) => {
  const webContents = new EventEmitter()
  const window = { webContents } as unknown as BrowserWindow
  askBeforeLeaving(window)
  dialog.showMessageBoxSync.mockReturnValueOnce(answer)
  const event = { preventDefault: vi.fn() }
  webContents.emit('will-prevent-unload', event)
  expect(event.preventDefault).toHaveBeenCalledTimes(leaves ? 1 : 0)
  expect(dialog.showMessageBoxSync).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultId: 0, cancelId: 0 }),
  )
})
