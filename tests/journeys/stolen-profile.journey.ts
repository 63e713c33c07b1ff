import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { findBrowser } from '../../build/launch/find-browser.ts'
import { personalNumberCheckDigit } from '../../shared/domain/patient/personal-number.ts'
import { placesOf } from '../security/find-words.ts'
import { journey } from './clinic.ts'
import { expectSaid, noteWhatIsSaid } from './said.ts'
import { checkSheet, register, signIn, waitUntilSynced } from './steps.ts'

const first13 = '4250371B902PB'
const executablePath = findBrowser()
const open = (profile: string, url: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    baseURL: url,
    locale: 'ru-RU',
    timezoneId: 'Europe/Minsk',
    viewport: { width: 1366, height: 768 },
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    ...(executablePath === undefined ? {} : { executablePath }),
  })

/** Everything that scripts of the page's origin could read from the disk, as text. */
const storedText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const decoder = new TextDecoder()
    const textOf = (value: unknown): string => {
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) return decoder.decode(value)
      if (value === null || typeof value !== 'object') return String(value)
      return Object.entries(value)
        .map(([name, member]) => `${name}=${textOf(member)}`)
        .join(' ')
    }
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name!))
      for (const store of database.objectStoreNames) {
        const rows = await settled(database.transaction(store).objectStore(store).getAll())
        texts.push(`${name} ${store}`, ...rows.map(textOf))
      }
      database.close()
    }
    return texts.join('\n')
  })

const pin = '58203746'
/** In no id of the demonstration clinic, as its own passwords are. */
const password = 'четыре сойки на яблоне'

/** Another password, a PIN, a sheet for the safe and a new data key; answers what stands on the sheet. */
async function secureStation(page: Page): Promise<string[]> {
  await page.goto('/app/#/settings')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Сменить пароль' }).click()
  await dialog.getByLabel('Прежний пароль').fill('demo-doctor')
  await dialog.getByLabel('Новый пароль').first().fill(password)
  await dialog.getByLabel('Новый пароль ещё раз').fill(password)
  await dialog.getByRole('button', { name: 'Сохранить пароль' }).click()
  await expectSaid(page, 'Пароль сменён')
  await page.getByRole('button', { name: 'Установить ПИН' }).click()
  await dialog.getByLabel('Пароль').fill(password)
  await dialog.getByLabel('ПИН').first().fill(pin)
  await dialog.getByLabel('ПИН ещё раз').fill(pin)
  await dialog.getByRole('button', { name: 'Установить ПИН' }).click()
  await expect(page.getByText('ПИН на этом ПК установлен')).toBeVisible()
  await page.getByRole('button', { name: 'Создать и напечатать' }).click()
  await dialog.getByLabel('Пароль').fill(password)
  await dialog.getByRole('button', { name: 'Создать и напечатать' }).click()
  const code = (await page.getByTestId('recovery-code').textContent()) ?? ''
  expect(code).toMatch(/^([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/)
  await checkSheet(page, code)
  await page.getByRole('button', { name: 'Сменить ключ' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Сменить ключ' }).click()
  await expect(page.getByText('Записи переходят на ключ № 2', { exact: false })).toBeVisible()
  await expect(page.getByText('Записи этого ПК зашифрованы ключом № 2')).toBeVisible({ timeout: 60_000 })
  return [code, code.replaceAll('-', '')]
}

journey(
  'A stolen profile shows no word of a patient and opens for nobody without the password',
  async ({ clinic }) => {
    // A long day at one PC, and every file of its profile is read through.
    journey.slow()
    const profile = mkdtempSync(join(tmpdir(), 'lekar-profile-'))
    const copy = mkdtempSync(join(tmpdir(), 'lekar-stolen-'))
    const secrets = [
      'Канарейкина',
      'Свиристель',
      'Щебетание в груди',
      'Недописанная песня',
      first13,
      password,
    ]
    try {
      const station = await open(profile, clinic.url)
      await noteWhatIsSaid(station)
      const page = station.pages()[0] ?? (await station.newPage())
      await page.goto('/app/')
      await signIn(page, 'doctor')
      await waitUntilSynced(page)
      const first = page.getByRole('row').nth(1).getByRole('gridcell').first()
      secrets.push(((await first.textContent()) ?? '').trim())
      secrets.push(pin, ...(await secureStation(page)))
      await page.goto('/app/#/patients')
      await register(page, {
        personalNumber: first13 + personalNumberCheckDigit(first13),
        family: 'Канарейкина',
        given: 'Свиристель',
        patronymic: 'Ивановна',
      })
      await expect(page.getByRole('heading', { name: /Канарейкина/ })).toBeVisible()
      await page.keyboard.press('v')
      await page.getByLabel('Жалобы', { exact: true }).fill('Щебетание в груди')
      await page.getByLabel('Добавить диагноз').fill('J20.9')
      await page.getByRole('option', { name: /J20\.9/ }).click()
      await page.keyboard.press('Control+Enter')
      await expectSaid(page, 'Приём подписан и сохранён на этом ПК')
      await expect(page.getByRole('heading', { name: /Канарейкина/ })).toBeVisible()
      await page.keyboard.press('v')
      await page.getByLabel('Жалобы', { exact: true }).fill('Недописанная песня')
      await expect(page.getByText('Черновик сохранён')).toBeVisible()

      await page.getByRole('button', { name: 'Соколовская И. В.' }).click()
      await page.getByRole('menuitem', { name: 'Заблокировать' }).click()
      await expect(page.getByText('Экран заблокирован')).toBeVisible()
      for (const secret of secrets) await expect(page.getByText(secret)).toHaveCount(0)
      const stored = await storedText(page)
      // The ids are in clear: what was looked through is the data.
      expect(stored).toContain('visit:')
      for (const secret of secrets) expect(stored).not.toContain(secret)

      await page.getByLabel('Пароль').fill(password)
      await page.keyboard.press('Enter')
      await expect(page.getByLabel('Жалобы', { exact: true })).toHaveValue('Недописанная песня')
      await station.close()

      expect(placesOf(profile, secrets)).toEqual([])
      cpSync(profile, copy, { recursive: true })
      await clinic.kill()
      const thief = await open(copy, clinic.url)
      const stolen = thief.pages()[0] ?? (await thief.newPage())
      await stolen.goto('/app/#/patients')
      await stolen.getByLabel('Имя пользователя').fill('doctor')
      await stolen.getByLabel('Пароль').fill('demo-feldsher')
      await stolen.keyboard.press('Enter')
      await expect(stolen.getByText('Неверное имя или пароль')).toBeVisible()
      await thief.close()
    } finally {
      rmSync(profile, { recursive: true, force: true })
      rmSync(copy, { recursive: true, force: true })
    }
  },
)
