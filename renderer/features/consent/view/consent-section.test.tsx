import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { testContext } from '#shared/domain/common/test-context.ts'
import { recordConsent } from '#shared/domain/consent/consent.commands.ts'
import { done, said } from '#shared/domain/consent/consent.fixture.ts'
import { mayExport } from '#shared/domain/consent/consent.permission.ts'
import { restrictCard } from '#shared/domain/consent/restriction.commands.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { ConsentChips } from '../../patients/index.ts'
import { useFoundPatient } from '../model/use-found-patient.ts'
import { ConsentPage } from './consent-page.tsx'
import { ConsentSection } from './consent-section.tsx'
import { GuardedPrint } from './guarded-print.tsx'

afterEach(cleanup)
const context = testContext()

function Page() {
  const patient = useFoundPatient('patient:example')?.patient
  if (!patient) return <LoadingScreen />
  return (
    <>
      <ConsentChips patient={patient} />
      <ConsentSection patient={patient} />
      <GuardedPrint patient={patient} make={() => ({ title: '', paper: 'A4', blocks: [] })} />
    </>
  )
}
const show = (patient: Patient, role?: 'head-doctor') => {
  const memory = testWorkplace([patient])
  if (role) {
    const { profile, context: own } = memory.workplace
    memory.workplace.profile = { ...profile, practitioner: { ...profile.practitioner, role } }
    own.author = { ...own.author, role }
  }
  renderScreen(Page, memory)
  return async () => (await memory.workplace.data.patients.get(patient.id))!
}
const now = Date.parse('2026-11-22T09:00:00Z')
const choose = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name: 'Записать' }))
  await userEvent.click(await screen.findByRole('menuitem', { name }))
}

describe('the section of consents', () => {
  test('two clicks record a refusal: it stands beside the name, stops export, and can be taken back at once', async () => {
    const saved = show(examplePatient())
    expect(await screen.findByText(/ещё не спрашивали/)).toBeTruthy()
    await choose('Отказ от передачи в ЦИСЗ')
    expect(await screen.findByText('Отказ от ЦИСЗ')).toBeTruthy()
    expect(mayExport(await saved(), now).allowed).toBe(false)
    await userEvent.click(await screen.findByRole('button', { name: 'Отменить' }))
    await waitFor(() => expect(screen.queryByText('Отказ от ЦИСЗ')).toBeNull())
    expect(mayExport(await saved(), now).allowed).toBe(true)
  })
  test('a disk that refuses leaves the form open with what was typed', async () => {
    const memory = testWorkplace([examplePatient()])
    memory.workplace.data.saveAll = () => Promise.reject(new AppError('storage.full'))
    renderScreen(Page, memory)
    await choose('Согласие на вмешательство')
    await userEvent.type(await screen.findByLabelText('Какое вмешательство'), 'прививка')
    await userEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
    expect(await screen.findByText(/закончилось место/)).toBeTruthy()
    expect(screen.getByLabelText('Какое вмешательство')).toHaveProperty('value', 'прививка')
  })
  test('who may be told needs names, which the form asks for', async () => {
    const saved = show(examplePatient())
    await choose('Кому можно сообщать')
    const dialog = await screen.findByRole('dialog')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Сохранить' }))
    expect(await within(dialog).findByText('Назовите, кому можно сообщать')).toBeTruthy()
    await userEvent.type(
      within(dialog).getByLabelText(/Кому можно сообщать/),
      'Примеров Иван, муж, +375291234567',
    )
    await userEvent.click(within(dialog).getByRole('button', { name: 'Сохранить' }))
    await waitFor(async () =>
      expect((await saved()).consents).toMatchObject([
        { kind: 'disclosure', persons: [{ name: 'Примеров Иван', relation: 'муж', phone: '+375291234567' }] },
      ]),
    )
  })
  test('for a child the representative of the card signs', async () => {
    const saved = show(
      examplePatient({ birthDate: '2020-05-01', guardian: { name: 'Примерова О. И.', relation: 'мать' } }),
    )
    await choose('Отказ от телемедицины')
    await waitFor(async () =>
      expect((await saved()).consents).toMatchObject([
        { givenBy: { who: 'representative', name: 'Примерова О. И.', kinship: 'мать' } },
      ]),
    )
  })
  test('a restriction closes printing, and lifting it asks for a reason', async () => {
    show(done(restrictCard(examplePatient(), { ground: 'court' }, context)))
    expect(await screen.findByText('Обработка ограничена')).toBeTruthy()
    expect(screen.getByText('Печать закрыта: обработка данных ограничена')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Печать' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Снять' }))
    await userEvent.type(await screen.findByLabelText(/Причина/), 'решение суда')
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Снять' }))
    expect(await screen.findByRole('button', { name: 'Печать' })).toBeTruthy()
  })
  test('a legal ground is offered to a head doctor alone, with who demands it and an end', async () => {
    const refused = done(recordConsent(examplePatient(), said('central-system', 'deny'), context))
    show(refused)
    await userEvent.click(await screen.findByRole('button', { name: 'Записать' }))
    await screen.findAllByRole('menuitem')
    expect(screen.queryByRole('menuitem', { name: /Законное основание/ })).toBeNull()
    cleanup()
    const saved = show(refused, 'head-doctor')
    await choose('Законное основание вопреки отказу…')
    await userEvent.type(await screen.findByLabelText('Кто требует'), 'Суд Примерского района')
    await userEvent.type(screen.getAllByLabelText('Действует до')[0]!, '01.12.2026')
    await userEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
    expect(await screen.findByText('Законное требование')).toBeTruthy()
    expect(mayExport(await saved(), now)).toMatchObject({ allowed: true })
  })
})

describe('the page of a refusal', () => {
  const refused = done(
    recordConsent(
      examplePatient({ nameBe: { family: 'Прымерава', given: 'Ганна' } }),
      said('central-system', 'deny'),
      context,
    ),
  )
  const open = () => {
    const memory = testWorkplace([refused])
    const path = '/patients/$patientId/consents/$consentId'
    renderScreen(ConsentPage, {
      ...memory,
      path,
      at: `/patients/patient:example/consents/${refused.consents![0]!.id}`,
    })
    return async () => (await memory.workplace.data.patients.get(refused.id))!
  }
  test('shows the paper in Russian and in Belarusian', async () => {
    open()
    const paper = await screen.findByRole('article')
    expect(paper.textContent).toContain('Я, Примерова Анна Ивановна, отказываюсь от внесения')
    await userEvent.click(screen.getByRole('button', { name: 'Беларуская' }))
    expect(paper.textContent).toContain('Я, Прымерава Ганна, адмаўляюся ад унясення')
  })
  test('keeps that the paper is signed, and a withdrawal with its own paper', async () => {
    const saved = open()
    await userEvent.click(await screen.findByRole('button', { name: 'Бумага подписана' }))
    await waitFor(async () => expect((await saved()).consents![0]!.paper).toBeDefined())
    await userEvent.click(screen.getByRole('button', { name: 'Отозвать отказ' }))
    await userEvent.type(await screen.findByLabelText(/Причина/), 'передумала')
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Отозвать отказ' }))
    await waitFor(() =>
      expect(screen.getByRole('article', { hidden: true }).textContent).toContain('ОТЗЫВ ОТКАЗА'),
    )
    expect((await saved()).consents![0]!.withdrawn).toMatchObject({ reason: 'передумала' })
  })
  test('keeps the reason that was typed when the withdrawal could not be saved, and says why', async () => {
    const memory = testWorkplace([refused])
    memory.workplace.data.saveAll = () => Promise.reject(new AppError('storage.full'))
    const at = `/patients/patient:example/consents/${refused.consents![0]!.id}`
    renderScreen(ConsentPage, { ...memory, path: '/patients/$patientId/consents/$consentId', at })
    await userEvent.click(await screen.findByRole('button', { name: 'Отозвать отказ' }))
    await userEvent.type(await screen.findByLabelText(/Причина/), 'передумала')
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Отозвать отказ' }))
    expect(await within(screen.getByRole('dialog')).findByText(/закончилось место/)).toBeTruthy()
    expect(screen.getByLabelText(/Причина/)).toHaveProperty('value', 'передумала')
  })
  test('a reason that was typed for one record is not kept for another that is shown next', async () => {
    const both = done(recordConsent(refused, said('central-system', 'permit'), context))
    const [first, second] = both.consents!.map(({ id }) => id)
    const memory = testWorkplace([both])
    const path = '/patients/$patientId/consents/$consentId'
    const at = (id: string | undefined) => `/patients/patient:example/consents/${id}`
    const { router } = renderScreen(ConsentPage, { ...memory, path, at: at(second) })
    await userEvent.click(await screen.findByRole('button', { name: 'Отозвать согласие' }))
    await userEvent.type(await screen.findByLabelText(/Причина/), 'передумала')
    router.history.push(at(first))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(memory.workplace.data.formDrafts.placesIn('consent-end/')).toEqual([
      `consent-end/patient:example/${second}/withdraw`,
    ])
  })
  test('says why a record that is gone is not withdrawn', async () => {
    const saved = open()
    await userEvent.click(await screen.findByRole('button', { name: 'Отозвать отказ' }))
    await userEvent.type(await screen.findByLabelText(/Причина/), 'передумала')
    const card = await saved()
    card.consents = []
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Отозвать отказ' }))
    expect(await within(screen.getByRole('dialog')).findByRole('alert')).toBeTruthy()
  })
})
