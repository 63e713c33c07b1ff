import { Dialog, TextField } from '@mui/material'
import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { lock } from '../model/lock.ts'
import { setOwnPin } from '../model/own-pin.ts'
import { useSession } from '../model/session-store.ts'
import { signIn } from '../model/sign-in.ts'
import { phase, testPc } from '../model/test-pc.ts'
import { LockCover } from './lock-cover.tsx'

/** A page with an open dialog, and the cover above it once the screen is locked. */
function Page() {
  const { session } = useSession()
  return (
    <>
      {session.phase === 'open' && session.covered && <LockCover />}
      <Dialog open>
        <TextField label="Причина" autoFocus />
      </Dialog>
    </>
  )
}

afterEach(cleanup)

beforeEach(async () => {
  const { clock } = testPc()
  await signIn('doctor', 'secret')
  await setOwnPin('secret', '7395')
  const { workplace } = testWorkplace()
  const context = { ...workplace.context, clock: { now: () => clock.nowMs } }
  renderScreen(Page, { workplace: { ...workplace, context } })
  await screen.findByLabelText('Причина')
  await lock('idle', undefined, clock.nowMs)
})

it('takes the PIN although a dialog was open when the screen was covered', async () => {
  const user = userEvent.setup()
  const pin = await screen.findByLabelText(/^ПИН/)
  expect(document.activeElement).toBe(pin)
  await user.keyboard('7395')
  expect(screen.getByLabelText('Причина')).toHaveProperty('value', '')
  await user.keyboard('{Enter}')
  await expect.poll(() => screen.queryByLabelText(/^ПИН/)).toBeNull()
})

it('lets the password be chosen, the PIN again, and another person in', async () => {
  const user = userEvent.setup()
  await user.click(await screen.findByText('Войти с паролем'))
  expect(screen.getByLabelText(/^Пароль/)).toBeTruthy()
  await user.click(screen.getByText('Войти по ПИН'))
  expect(screen.getByLabelText(/^ПИН/)).toBeTruthy()
  await user.click(screen.getByText('Войти другому'))
  await expect.poll(phase).toBe('signed-out')
})

it('lets no shortcut through to the page behind, wherever the focus is', async () => {
  const user = userEvent.setup()
  await screen.findByLabelText(/^ПИН/)
  const behind = vi.fn()
  window.addEventListener('keydown', behind)
  await user.keyboard('{Control>}{Enter}{/Control}73')
  ;(document.activeElement as HTMLElement).blur()
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }))
  window.removeEventListener('keydown', behind)
  expect(behind).not.toHaveBeenCalled()
})

it('lets no file through to the page behind, and leaves that page for none', async () => {
  await screen.findByLabelText(/^ПИН/)
  const behind = vi.fn()
  const kinds = ['drop', 'dragover', 'paste']
  for (const kind of kinds) window.addEventListener(kind, behind)
  const events = kinds.map((kind) => new Event(kind, { bubbles: true, cancelable: true }))
  for (const event of events) document.body.dispatchEvent(event)
  for (const kind of kinds) window.removeEventListener(kind, behind)
  expect(behind).not.toHaveBeenCalled()
  // What is pasted into the field of the password stands there.
  expect(events.map(({ defaultPrevented }) => defaultPrevented)).toEqual([true, true, false])
})
