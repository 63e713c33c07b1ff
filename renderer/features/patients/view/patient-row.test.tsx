import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { testContext } from '#shared/domain/common/test-context.ts'
import { done } from '#shared/domain/consent/consent.fixture.ts'
import { restrictCard } from '#shared/domain/consent/restriction.commands.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { PatientRow } from './patient-row.tsx'

afterEach(cleanup)
const today = '2026-11-22'
const mark = /^Обработка данных ограничена/

async function rowOf(patient: Patient) {
  renderScreen(
    () => (
      <PatientRow
        patient={patient}
        today={today}
        id="row"
        index={0}
        active={false}
        onlyHere={false}
        top={0}
        onOpen={() => {}}
      />
    ),
    testWorkplace(),
  )
  return within(await screen.findByRole('row'))
}

test('L11 a blocked card has a mark in its row, with words for a screen reader', async () => {
  const row = await rowOf(done(restrictCard(examplePatient(), { ground: 'court' }, testContext())))
  expect(row.getByRole('img', { name: mark })).toBeTruthy()
})

test('L11 the mark is gone when the restriction has ended, and nobody else has it', async () => {
  const card = done(restrictCard(examplePatient(), { ground: 'court' }, testContext()))
  const ended = { ...card, restrictions: [{ ...card.restrictions![0]!, until: '2026-11-21' }] }
  expect((await rowOf(ended)).queryByRole('img', { name: mark })).toBeNull()
  cleanup()
  expect((await rowOf(examplePatient())).queryByRole('img', { name: mark })).toBeNull()
})
