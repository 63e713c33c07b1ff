import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

afterEach(cleanup)

test('an Enter that was meant for the page does nothing in a dialog that opened by itself with its reason', async () => {
  const memory = testWorkplace([])
  const place = 'visit-cancel/patient:example/visit:1'
  await memory.workplace.data.formDrafts.save({ place, savedAtMs: 0, content: { reason: 'не тот пациент' } })
  const onConfirm = vi.fn(async () => undefined)
  const said = { title: 'Отмена приёма', reason: 'Причина', confirm: 'Отменить приём' }
  renderScreen(
    () => <ReasonDialog {...said} place={place} onConfirm={onConfirm} onClose={() => undefined} />,
    memory,
  )
  expect(await screen.findByDisplayValue('не тот пациент')).toBeTruthy()
  await userEvent.keyboard('{Enter}')
  expect(onConfirm).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: said.confirm }))
  expect(onConfirm).toHaveBeenCalledWith('не тот пациент')
})
