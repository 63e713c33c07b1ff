import { expect, type Page } from '@playwright/test'
import { expectSaid } from './said.ts'

/** What people at a station do, said once. Texts are those of the Russian interface. */

export async function signIn(
  page: Page,
  user: 'doctor' | 'feldsher' | 'registrar' | 'head-doctor',
): Promise<void> {
  await page.getByLabel('Имя пользователя').fill(user)
  await page.getByLabel('Пароль').fill(`demo-${user}`)
  await page.getByRole('button', { name: 'Войти' }).click()
  await expect(page.getByRole('heading', { name: 'Пациенты' })).toBeVisible()
}

export async function waitUntilSynced(page: Page): Promise<void> {
  await expect(syncIndicator(page)).toContainText('Синхронизировано', { timeout: 60_000 })
}

export const syncIndicator = (page: Page) => page.getByTestId('sync-indicator')

export interface NewPatient {
  personalNumber: string
  family: string
  given: string
  patronymic: string
}

export async function register(page: Page, patient: NewPatient): Promise<void> {
  await page.keyboard.press('Alt+n')
  await page.getByLabel('Идентификационный номер').fill(patient.personalNumber)
  const russian = page.getByRole('group', { name: 'По-русски' })
  await russian.getByLabel('Фамилия').fill(patient.family)
  await russian.getByLabel('Собственное имя').fill(patient.given)
  await russian.getByLabel('Отчество').fill(patient.patronymic)
  await page.keyboard.press('Control+s')
  await expectSaid(page, 'Пациент зарегистрирован')
}

/** Opens the first card of the list; answers whose it is and its place in the workplace. */
export async function openFirstCard(page: Page): Promise<{ name: string; path: string }> {
  await page.goto('/app/#/patients')
  const row = page.getByRole('row').nth(1)
  const name = ((await row.getByRole('gridcell').first().textContent()) ?? '').trim()
  await row.click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  return { name, path: new URL(page.url()).hash.slice(1) }
}

/** Types the asked groups of a new sheet for the safe back, as somebody does who holds the paper. */
export async function checkSheet(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Дальше', exact: true }).click()
  await expect(page.getByLabel(/^Группа \d$/)).toHaveCount(3)
  const groups = code.split('-')
  for (const field of await page.getByLabel(/^Группа \d$/).all()) {
    const label = (await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent)) ?? ''
    await field.fill(groups[Number(label.replace(/\D/g, '')) - 1]!)
  }
  await page.getByRole('button', { name: 'Лист верный' }).click()
}

/**
 * Reloads and stays signed in: by the service worker, which a first visit has to wait for. Until then a reload asks for the
 * password.
 */
export async function reloadSignedIn(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.reload()
}
