import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { TrailPage } from './trail-page.tsx'

afterEach(cleanup)

test('who opened the card is said to be unknown where neither the server nor this PC can tell, and asked again', async () => {
  const memory = testWorkplace([examplePatient()])
  const { audit } = memory.workplace.data
  audit.search = () => Promise.reject(new AppError('network.unreachable'))
  audit.ofPatient = () => Promise.reject(new AppError('storage.damaged'))
  const at = '/patients/patient:example/trail'
  renderScreen(TrailPage, { ...memory, path: '/patients/$patientId/trail', at })
  expect(await screen.findByRole('alert')).toBeTruthy()
  audit.ofPatient = async () => []
  await userEvent.click(screen.getByRole('button', { name: 'Повторить' }))
  expect(await screen.findByRole('heading', { name: 'Кто открывал карту' })).toBeTruthy()
})
