import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { useSheet } from '../model/recovery.ts'
import { testPc } from '../model/test-pc.ts'
import { RecoveryNotice } from './recovery-notice.tsx'

afterEach(cleanup)

const Page = () => (
  <>
    <RecoveryNotice />
    <p>страница</p>
  </>
)

const show = (role: string, at: string) => {
  testPc()
  useSheet.setState({ known: false, madeAtMs: undefined })
  const { workplace } = testWorkplace()
  const practitioner = { ...workplace.profile.practitioner, role: role as 'doctor' }
  workplace.profile = { ...workplace.profile, practitioner }
  renderScreen(Page, { workplace, path: at })
}
const notice = 'Нет ключа восстановления этого ПК'

describe('the notice of a missing sheet', () => {
  test('stands before the head doctor until there is one', async () => {
    show('head-doctor', '/patients')
    expect(await screen.findByText(notice)).toBeTruthy()
    act(() => useSheet.setState({ known: true, madeAtMs: 1 }))
    expect(screen.queryByText(notice)).toBeNull()
  })

  test.each([
    ['doctor', '/patients'],
    ['head-doctor', '/inbox'],
  ])('is in nobody’s way: %s at %s', async (role, at) => {
    show(role, at)
    await screen.findByText('страница')
    await act(async () => {})
    expect(screen.queryByText(notice)).toBeNull()
  })
})
