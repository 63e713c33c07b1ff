import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { condition, patient, wholeBundle, wholeWith } from '#shared/fhir/fixtures/bundle.ts'
import { renderScreen, testProfile, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { ImportPage } from '../index.ts'

afterEach(cleanup)

const fileOf = (bundle: unknown, name = 'person.json') =>
  new File([typeof bundle === 'string' ? bundle : JSON.stringify(bundle, null, 1)], name, {
    type: 'application/json',
  })

async function open(documents: readonly ClinicDocument[] = []) {
  const memory = testWorkplace(documents)
  renderScreen(ImportPage, { workplace: memory.workplace })
  const user = userEvent.setup()
  const choose = async (...files: File[]) =>
    user.upload(await screen.findByLabelText('Выбрать файлы', { selector: 'input' }), files)
  const start = async () => user.click(await screen.findByRole('button', { name: /^Импортировать/ }))
  return { ...memory, user, choose, start }
}
const stored = (all: { value: ReadonlyMap<string, ClinicDocument> }) => [...all.value.values()]

test('first it says what would come and changes nothing; then the patient is there, with a link to the card', async () => {
  const { choose, start, all } = await open()
  await choose(fileOf(wholeBundle()))
  expect(await screen.findByText('Можно импортировать: 1 из 1')).toBeTruthy()
  expect(screen.getByText('Testova512 Alma17 Iris3')).toBeTruthy()
  expect(screen.getByText(/Новое: карта, 1 приём, 1 заболевание, 1 рецепт, 1 прививка/)).toBeTruthy()
  expect(screen.getByText('счета и страхование')).toBeTruthy()
  expect(stored(all)).toEqual([])

  await start()
  expect(await screen.findByText('Импорт завершён: 1 пациент')).toBeTruthy()
  expect(stored(all)).toHaveLength(6)
  const card = stored(all).find(({ type }) => type === 'patient')!
  expect(screen.getByRole('link', { name: /Testova512/ }).getAttribute('href')).toBe(
    `#/patients/${encodeURIComponent(card.id)}`,
  )
  // The server takes from a person only what stands in the person's own name.
  expect(card.author.id).toBe('practitioner:demo-doctor')
})

test('the same file again brings nothing; a changed one only its change', async () => {
  const { choose, start, all, user } = await open()
  await choose(fileOf(wholeBundle()))
  await start()
  const before = stored(all)
  await user.click(await screen.findByRole('button', { name: 'Выбрать другие файлы' }))
  await choose(fileOf(wholeBundle()))
  expect(await screen.findByText('Нового нет')).toBeTruthy()
  expect(stored(all)).toEqual(before)

  await user.click(screen.getByRole('button', { name: 'Выбрать другие файлы' }))
  await choose(fileOf(wholeWith(condition({ abatementDateTime: '2020' }))))
  expect(await screen.findByText('Изменится: 1 заболевание')).toBeTruthy()
})

test('a card edited here is named and kept', async () => {
  const { choose, start, all, user, workplace } = await open()
  await choose(fileOf(wholeBundle()))
  await start()
  const card = stored(all).find(({ type }) => type === 'patient')!
  await workplace.data.saveAll([{ ...card, note: 'здесь' } as ClinicDocument], [card as ClinicDocument])
  await user.click(await screen.findByRole('button', { name: 'Выбрать другие файлы' }))
  await choose(fileOf(wholeWith(patient({ birthDate: '1975-04-02' }))))
  expect(await screen.findByText(/Изменено здесь, оставлено как есть/)).toBeTruthy()
  await start()
  expect(await screen.findByText(/Импорт завершён/)).toBeTruthy()
  expect(stored(all).find(({ type }) => type === 'patient')).toMatchObject({ note: 'здесь' })
})

test('another card of the same name and birth date is named before the import', async () => {
  const first = await open()
  await first.choose(fileOf(wholeBundle()))
  await first.start()
  await screen.findByText(/Импорт завершён/)
  const card = stored(first.all).find(({ type }) => type === 'patient')!
  cleanup()
  const { choose } = await open([{ ...card, id: 'patient:other' } as ClinicDocument])
  await choose(fileOf(wholeBundle()))
  expect(await screen.findByText(/Возможно, уже есть карта/)).toBeTruthy()
})

describe('what cannot be taken', () => {
  test('a broken file is said with line and column and does not stop the others', async () => {
    const { choose, start, all } = await open()
    const broken = JSON.stringify(wholeBundle(), null, 1).replace('"gender":', '"gender" ')
    await choose(fileOf(broken, 'broken.json'), fileOf(wholeBundle(), 'good.json'))
    expect(await screen.findByText(/ошибка в строке 20, столбце 15/)).toBeTruthy()
    await start()
    expect(await screen.findByText('Импорт завершён: 1 пациент')).toBeTruthy()
    expect(screen.getByText(/ошибка в строке 20, столбце 15/)).toBeTruthy()
    expect(stored(all).filter(({ type }) => type === 'patient')).toHaveLength(1)
  })

  test.each([
    ['{"resourceType": "Patient"}', /один ресурс Patient/],
    ['{"resourceType": "Bundle", "entry": []}', /нет пациента/],
    ['[1, 2', /обрывается в строке 1/],
    [JSON.stringify(wholeWith(patient({ birthDate: 'давно' }))), /Данные пациента неверны/],
  ])('%.40s', async (text, words) => {
    const { choose } = await open()
    await choose(fileOf(text))
    expect(await screen.findByText(words)).toBeTruthy()
    expect((screen.getByRole('button', { name: /^Импортировать/ }) as HTMLButtonElement).disabled).toBe(true)
  })

  test('an invalid resource is listed with its path, the rest comes', async () => {
    const { choose } = await open()
    await choose(fileOf(wholeWith(condition({ code: 5 }))))
    expect(await screen.findByText('entry[5].resource.code')).toBeTruthy()
    expect(screen.getByText('Новая карта')).toBeTruthy()
  })
})

test('stopped between two patients, each written one is whole', async () => {
  const { choose, all, user, workplace } = await open()
  const files = Array.from({ length: 6 }, (_, index) =>
    fileOf(
      JSON.stringify(wholeBundle()).replaceAll('00000000-0000', `${10_000_000 + index}-0000`),
      `${index}.json`,
    ),
  )
  await choose(...files)
  const button = await screen.findByRole('button', { name: 'Импортировать 6 пациентов' })
  let stop: HTMLElement | undefined
  const saveAll = workplace.data.saveAll
  workplace.data.saveAll = async (documents) => {
    await saveAll(documents)
    stop ??= screen.queryByRole('button', { name: 'Остановить' }) ?? undefined
    if (stored(all).length >= 12) stop?.click()
  }
  await user.click(button)
  expect(await screen.findByText(/Импорт остановлен/)).toBeTruthy()
  await waitFor(() => expect(stored(all).length % 6).toBe(0))
  expect(stored(all).length).toBe(12)
})

test('a failed save is said, and the file is marked', async () => {
  const { choose, start, workplace } = await open()
  await choose(fileOf(wholeBundle()))
  workplace.data.saveAll = async () => {
    throw new Error('disk')
  }
  await start()
  expect(await screen.findByText('Не удалось сохранить на этом ПК')).toBeTruthy()
  expect(screen.getByText('Не сохранён')).toBeTruthy()
})

test('while the first download runs, a warning says that duplicates may go unnoticed', async () => {
  const { workplace } = testWorkplace([], { status: { phase: 'first-sync' } })
  renderScreen(ImportPage, { workplace })
  expect(await screen.findByText('Первая загрузка данных ещё идёт')).toBeTruthy()
})

test('a registrar is told who may import', async () => {
  const { workplace } = testWorkplace()
  const profile = {
    ...testProfile,
    practitioner: { ...testProfile.practitioner, role: 'registrar' as const },
  }
  renderScreen(ImportPage, { workplace: { ...workplace, profile } })
  expect(await screen.findByText(/Импорт доступен врачу/)).toBeTruthy()
})
