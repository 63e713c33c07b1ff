import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import type { Host } from '../../../host/host.ts'
import { ThisPcHoldings } from './this-pc-holdings.tsx'

afterEach(cleanup)

function show(role: 'head-doctor' | 'doctor') {
  const hostile = examplePatient({
    id: 'patient:2',
    name: { family: '=cmd|calc', given: 'Анна' },
    contacts: [{ id: 'contact:1', system: 'phone', value: '+375291234567' }],
  })
  const memory = testWorkplace([examplePatient(), hostile])
  const { profile } = memory.workplace
  memory.workplace.profile = { ...profile, practitioner: { ...profile.practitioner, role } }
  const files: { suggestedName: string; bytes: Uint8Array }[] = []
  const host: Host = {
    kind: 'browser',
    info: async () => ({ version: 'test', platform: 'test' }),
    printHtml: async () => 'printed',
    saveFile: async (file) => {
      files.push(file)
      return 'saved'
    },
    secrets: { get: async () => undefined, set: async () => {}, remove: async () => {} },
  }
  renderScreen(ThisPcHoldings, { ...memory, host })
  return files
}

test('a head doctor sees what is on this PC, counted here, and saves it as a harmless table', async () => {
  const files = show('head-doctor')
  await userEvent.click(await screen.findByRole('button', { name: 'Что на этом ПК' }))
  const dialog = await screen.findByRole('dialog')
  expect(await within(dialog).findByText('Сосчитано на самом компьютере: точный список.')).toBeTruthy()
  expect(within(dialog).getByText('карты 2')).toBeTruthy()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Сохранить CSV' }))
  const text = new TextDecoder().decode(files[0]!.bytes)
  expect(files[0]!.suggestedName).toBe('holdings-station1-2026-11-22.csv')
  expect(text).toContain("'=cmd|calc Анна")
  expect(text).toContain("'+375 29 123-45-67")
})

test('the draft of the notice holds the figures and the term', async () => {
  show('head-doctor')
  await userEvent.click(await screen.findByRole('button', { name: 'Что на этом ПК' }))
  const dialog = await screen.findByRole('dialog')
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Проект уведомления' }))
  const paper = await within(dialog).findByRole('article')
  expect(paper.textContent).toContain('пациентов — 2')
  // 22.11.2026 is a Sunday.
  expect(paper.textContent).toContain('не позднее 25.11.2026')
})

test('a doctor is not offered it', async () => {
  show('doctor')
  expect(screen.queryByRole('button', { name: 'Что на этом ПК' })).toBeNull()
})
