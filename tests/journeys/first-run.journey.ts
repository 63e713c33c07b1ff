import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { freePort } from '../../build/launch/free-port.ts'
import { type ServerProcess, startServer } from '../../build/launch/server-process.ts'
import { personalNumberCheckDigit } from '../../shared/domain/patient/personal-number.ts'
import { newStation } from './clinic.ts'
import { expectSaid } from './said.ts'
import { register, waitUntilSynced } from './steps.ts'

const adminPassword = 'first-run-admin-password'
const ownPassword = 'тихое-озеро-на-рассвете'
const first13 = '4140362A901PB'

let server: ServerProcess
let isOver = false
let dataFolder: string
test.beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'lekar-first-run-'))
  server = await startServer({ port: await freePort(), dataFolder, adminPassword })
})
test.afterAll(async () => {
  if (!isOver) await server.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

async function enter(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel('Имя пользователя').fill(user)
  await page.getByLabel('Пароль').fill(password)
  await page.getByRole('button', { name: 'Войти' }).click()
}

/** The password on the screen of the slip, which is then closed. */
async function takeSlip(page: Page): Promise<string> {
  const password = (await page.getByTestId('one-time-password').textContent()) ?? ''
  await page.getByRole('button', { name: 'Готово, пароль передан' }).click()
  await expect(page.getByTestId('one-time-password')).toHaveCount(0)
  return password
}

test('IT staff bring up a new server by screens alone, and its first doctor begins to work', async ({
  browser,
}) => {
  const office = await newStation(browser, server.url)
  const { page } = office

  await enter(page, 'admin', adminPassword)
  await expect(page.getByRole('heading', { name: 'Новая клиника' })).toBeVisible()
  await page.getByLabel(/^Название(?! по)/).fill('УЗ «Лесная центральная районная больница»')
  await page.getByLabel('Название по-белорусски').fill('УАЗ «Лясная цэнтральная раённая бальніца»')
  await page.getByLabel('УНП').fill('399999992')
  await page.getByLabel(/^Адрес/).fill('Витебская область, аг. Лесное, ул. Мира, 1')
  await page.getByLabel(/Код клиники/).fill('lesnoe')
  await page.getByRole('button', { name: 'Создать клинику' }).click()
  await expect(page.getByText(/УНП состоит из 9 цифр/)).toBeVisible()
  await page.getByLabel('УНП').fill('399999991')
  await page.getByRole('button', { name: 'Создать клинику' }).click()
  await expect(page.getByText('Сотрудников ещё нет')).toBeVisible()

  await page.getByRole('button', { name: 'Новый сотрудник' }).click()
  await page.getByLabel(/Фамилия, имя, отчество/).fill('Ковалёва Анна Игоревна')
  await page.getByLabel('Должность').fill('врач общей практики')
  await expect(page.getByLabel(/Имя для входа/)).toHaveValue('kovaleva.ai')
  await page.getByRole('button', { name: 'Создать и выдать пароль' }).click()
  const slip = await takeSlip(page)
  expect(slip).toMatch(/^([a-z2-9]{4}-){2}[a-z2-9]{4}$/)
  await expect(page.getByRole('row', { name: /Ковалёва.*Пароль с листка/ })).toBeVisible()

  // Another PC. The slip opens the choice of a password of one's own and nothing else.
  const practice = await newStation(browser, server.url)
  await enter(practice.page, 'kovaleva.ai', slip)
  await expect(practice.page.getByRole('heading', { name: 'Придумайте свой пароль' })).toBeVisible()
  for (const field of await practice.page.locator('input[type="password"]').all())
    await field.fill(ownPassword)
  await practice.page.locator('button[type="submit"]').click()
  await expect(practice.page.getByRole('heading', { name: 'Пациенты' })).toBeVisible()
  await waitUntilSynced(practice.page)
  await register(practice.page, {
    personalNumber: first13 + personalNumberCheckDigit(first13),
    family: 'Журавинка',
    given: 'Ядвига',
    patronymic: 'Станиславовна',
  })
  await waitUntilSynced(practice.page)
  // An administrator's screens are not a doctor's, by the address either.
  await practice.page.goto('/app/#/administration')
  await expect(practice.page.getByText('Нет прав на это действие')).toBeVisible()
  await practice.page.goto('/app/#/patients')

  // The office sees the PC with what it says of itself, and that the password is the doctor's own now.
  await page.getByRole('tab', { name: 'Рабочие места' }).click()
  const row = page.getByRole('row', { name: /kovaleva\.ai.*На связи/ })
  await expect(row).toBeVisible({ timeout: 40_000 })
  await page.getByRole('tab', { name: 'Сотрудники' }).click()
  await expect(page.getByRole('row', { name: /Ковалёва.*Работает/ })).toBeVisible()

  // The doctor's key waits; the two compare the fingerprint, and the key is in force.
  await practice.page.goto('/app/#/settings')
  const fingerprint = practice.page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/)
  const shown = (await fingerprint.textContent()) ?? ''
  await page.getByRole('tab', { name: 'Ключи подписи' }).click()
  await page.getByRole('row', { name: new RegExp(`Ковалёва.*${shown}.*Ждёт подтверждения`) }).click()
  await page.getByRole('checkbox', { name: 'Сотрудник назвал тот же отпечаток' }).check()
  await page.getByRole('button', { name: 'Подтвердить ключ' }).click()
  await expect(page.getByRole('row', { name: /Ковалёва.*Действует/ })).toBeVisible()
  await page.getByRole('tab', { name: 'Сотрудники' }).click()

  // The doctor leaves: the open PC loses its session, and the name is taken for ever.
  await page.getByRole('row', { name: /Ковалёва/ }).click()
  await page.getByRole('button', { name: 'Уволить…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Уволить…' }).click()
  await expectSaid(page, 'Доступ закрыт: Ковалёва Анна Игоревна')
  await page.getByRole('button', { name: 'Закрыть' }).click()
  await expect(page.getByRole('row', { name: /Ковалёва/ })).toHaveCount(0)
  const afterwards = await newStation(browser, server.url)
  await enter(afterwards.page, 'kovaleva.ai', ownPassword)
  await expect(afterwards.page.getByRole('alert')).toBeVisible()

  await page.getByRole('tab', { name: 'Журнал управления' }).click()
  for (const act of [
    'Клиника создана',
    'Учётная запись создана',
    'Ключ подписи подтверждён',
    'Доступ закрыт',
  ])
    await expect(page.getByRole('row', { name: new RegExp(act) })).toBeVisible()
  await expect(page.getByText(slip)).toHaveCount(0)

  // Without the server nothing stands there that may be untrue.
  await server.stop()
  isOver = true
  const needsServer = page.getByText(/Управление работает только при связи с сервером/).first()
  await expect(needsServer).toBeVisible({ timeout: 45_000 })
  await expect(page.getByRole('grid')).toHaveCount(0)
  for (const station of [office, practice, afterwards]) await station.context.close()
})
