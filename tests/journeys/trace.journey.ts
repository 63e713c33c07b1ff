import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import type { Clinic } from './clinic.ts'
import { journey } from './clinic.ts'
import { openFirstCard, reloadSignedIn, signIn, waitUntilSynced } from './steps.ts'

const administrator = 'admin:demo-admin'

/** An account beside those of the demonstration; villages bound its patients. */
async function makeAccount(clinic: Clinic, user: string, role: string, name: string, villages?: string[]) {
  const headers = {
    authorization: `Basic ${Buffer.from(administrator).toString('base64')}`,
    'content-type': 'application/json',
  }
  const ask = (method: string, path: string, body: object) =>
    fetch(clinic.url + path, { method, headers, body: JSON.stringify(body) })
  const answer = await ask('PUT', `/api/accounts/${user}`, {
    password: `demo-${user}-password`,
    practitioner: { id: `practitioner:${user}`, name, role, position: 'Врач' },
    clinicId: 'demo',
    facilityId: '',
    ...(villages ? { villages } : {}),
  })
  expect([200, 201]).toContain(answer.status)
}

async function signInAs(page: Page, user: string) {
  await page.getByLabel('Имя пользователя').fill(user)
  await page.getByLabel('Пароль').fill(`demo-${user}-password`)
  await page.getByRole('button', { name: 'Войти' }).click()
  await expect(page.getByRole('heading', { name: 'Пациенты' })).toBeVisible()
}

journey(
  'Who opened a card is seen, printed, searched, and another’s card asks for a reason',
  async ({ clinic, openStation }) => {
    const { page } = await openStation()
    await page.evaluate(() => {
      window.print = () => undefined
    })
    await signIn(page, 'doctor')
    await waitUntilSynced(page)
    const { name, path } = await openFirstCard(page)

    await page.getByRole('link', { name: 'Кто открывал' }).click()
    await expect(page.getByRole('heading', { name: 'Кто открывал карту' })).toBeVisible()
    const rows = page.getByRole('grid').getByRole('row')
    await expect(rows.filter({ hasText: 'открыта карта' }).first()).toBeVisible()
    await expect(page.getByText('Нет связи с сервером')).toBeHidden()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: /PDF/ }).click()
    await (await download).path()

    // Without the server the list says what it is.
    await clinic.kill()
    await page.goto('/app/#/patients')
    await page.goto(`/app/#${path}/trail`)
    await expect(page.getByText('Нет связи с сервером')).toBeVisible()
    await expect(rows.filter({ hasText: 'сохранено в файл' }).first()).toBeVisible()
    await clinic.start()

    // A doctor of one village, and a card of another one.
    await makeAccount(clinic, 'head', 'head-doctor', 'Главная Галина Петровна')
    await makeAccount(clinic, 'visitor', 'doctor', 'Выездной Виктор Иванович', ['д. Нигде'])
    const other = await openStation()
    await signInAs(other.page, 'visitor')
    await other.page.goto(`/app/#${path}`)
    await expect(other.page.getByRole('heading', { name: 'Это не ваш пациент' })).toBeVisible()
    await other.page.getByLabel('неотложная помощь').check()
    await other.page.getByLabel('Пояснение').fill('вызов на дом')
    await other.page.getByRole('button', { name: 'Открыть карту на сутки' }).click()
    await expect(other.page.getByRole('heading', { name })).toBeVisible()
    await reloadSignedIn(other.page)
    await expect(other.page.getByRole('heading', { name })).toBeVisible({ timeout: 30_000 })
    // What this PC recorded goes with the next look.
    await other.page.goto(`/app/#${path}/trail`)
    await expect(other.page.getByText('вызов на дом').first()).toBeVisible()

    const office = await openStation()
    await signInAs(office.page, 'head')
    await waitUntilSynced(office.page)
    await office.page.goto('/app/#/inbox')
    await expect(office.page.getByText(/Выездной Виктор Иванович открыл/)).toBeVisible()
    await office.page.getByRole('button', { name: 'Проверено' }).click()

    await office.page.goto('/app/#/journal')
    const journal = office.page.getByRole('grid').getByRole('row')
    await expect(journal.filter({ hasText: 'открыта чужая карта' }).first()).toBeVisible()
    const table = office.page.waitForEvent('download')
    await office.page.getByRole('button', { name: 'Сохранить таблицу' }).click()
    const text = readFileSync(await (await table).path(), 'utf8')
    expect(text).toContain('Выездной Виктор Иванович')
    expect(text).toContain('неотложная помощь: вызов на дом')
    await office.page.getByRole('button', { name: 'Целость' }).click()
    await expect(office.page.getByText('Все записи на месте и не изменены')).toBeVisible()
  },
)
