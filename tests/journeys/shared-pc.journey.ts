import { expect, type Page } from '@playwright/test'
import { demoClinic } from '../../build/seed/demo-clinic.ts'
import { personalNumberCheckDigit } from '../../shared/domain/patient/personal-number.ts'
import { journey } from './clinic.ts'
import { checkSheet, register, reloadSignedIn, signIn, waitUntilSynced } from './steps.ts'

const first13 = '4120683B017PB'
const slip = 'k7mq-xw3d-p9ra'
const chosen = 'четыре сойки на яблоне'
const pins = { doctor: '481639', novikova: '58203746' }

const enter = async (page: Page, user: string, password: string) => {
  await page.getByLabel('Имя пользователя').fill(user)
  await page.getByLabel('Пароль').fill(password)
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
}

async function setPin(page: Page, password: string, pin: string): Promise<void> {
  await page.goto('/app/#/settings')
  await page.getByRole('button', { name: 'Установить ПИН' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Пароль').fill(password)
  await dialog.getByLabel('ПИН').first().fill('1974')
  await expect(dialog.getByText('Похоже на год или дату рождения')).toBeVisible()
  await dialog.getByLabel('ПИН').first().fill(pin)
  await dialog.getByLabel('ПИН ещё раз').fill(pin)
  await dialog.getByRole('button', { name: 'Установить ПИН' }).click()
  await expect(page.getByText('ПИН на этом ПК установлен')).toBeVisible()
}

async function openSwitch(page: Page, current: RegExp): Promise<void> {
  await page.getByRole('button', { name: current }).click()
  await page.getByRole('menuitem', { name: 'Сменить пользователя' }).click()
  await expect(page.getByRole('dialog', { name: 'Кто садится за ПК?' })).toBeVisible()
}

/** The numbers of the data keys under which rows lie on this PC. */
const keyNumbers = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const numbers = new Set<number>()
    const look = (row: { _sealed?: Uint8Array; _base?: { _sealed?: Uint8Array } }) => {
      for (const sealed of [row._sealed, row._base?._sealed]) if (sealed) numbers.add(sealed[2]!)
    }
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('rxdb-dexie-')) continue
      const database = await settled(indexedDB.open(name))
      for (const row of await settled(database.transaction('docs').objectStore('docs').getAll())) look(row)
      database.close()
    }
    return [...numbers]
  })

journey(
  'Two people share a PC: a first password is used up, PINs hand the PC over with and without the line, and each sends in their own name',
  async ({ clinic, openStation }, testInfo) => {
    journey.slow()
    const account = await fetch(`${clinic.url}/api/accounts/novikova`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${btoa('admin:demo-admin')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        password: slip,
        oneTime: true,
        practitioner: {
          id: 'practitioner:novikova',
          name: 'Новикова Анна Петровна',
          role: 'doctor',
          position: 'Врач',
        },
        clinicId: demoClinic.id,
        facilityId: demoClinic.facilities[0]!.id,
      }),
    })
    expect(account.status).toBe(201)
    const { page, context } = await openStation()
    const picture = (name: string) => page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
    const session = async () =>
      (await (await page.request.get(`${clinic.url}/_session`)).json()).userCtx.name as string | null

    await enter(page, 'novikova', slip)
    await expect(page.getByText('Придумайте свой пароль')).toBeVisible()
    await page.getByLabel('Новый пароль').first().fill('novikova-2026')
    await expect(page.getByText('Не берите имя пользователя')).toBeVisible()
    await picture('first-password')
    await page.getByLabel('Новый пароль').first().fill(chosen)
    await page.getByLabel('Новый пароль ещё раз').fill(chosen)
    await page.getByRole('button', { name: 'Сохранить пароль' }).click()
    await expect(page.getByRole('heading', { name: 'Пациенты' })).toBeVisible()
    await waitUntilSynced(page)
    await setPin(page, chosen, pins.novikova)
    await picture('settings')

    await page.getByRole('button', { name: /Новикова/ }).click()
    await page.getByRole('menuitem', { name: 'Выйти' }).click()
    await enter(page, 'novikova', slip)
    await expect(page.getByText('Неверное имя или пароль')).toBeVisible()
    await enter(page, 'doctor', 'demo-doctor')
    await expect(page.getByRole('button', { name: /Соколовская/ })).toBeVisible()
    await setPin(page, 'demo-doctor', pins.doctor)

    await openSwitch(page, /Соколовская/)
    await picture('switch')
    await page.getByLabel('ПИН (novikova)').fill('1111')
    await page.getByRole('button', { name: 'Войти', exact: true }).click()
    await expect(page.getByText('Неверный ПИН')).toBeVisible()
    await page.getByLabel('ПИН (novikova)').fill(pins.novikova)
    await page.getByRole('button', { name: 'Войти', exact: true }).click()
    await expect(page.getByRole('button', { name: /Новикова/ })).toBeVisible()
    await waitUntilSynced(page)
    await expect.poll(session).toBe('novikova')

    // Without the line: what Соколовская writes waits for a session of hers.
    await context.setOffline(true)
    await openSwitch(page, /Новикова/)
    await page.getByLabel('ПИН (doctor)').fill(pins.doctor)
    await page.getByRole('button', { name: 'Войти', exact: true }).click()
    // Her name stands in the dialog as well: the page is hers when that is gone.
    await expect(page.getByLabel('ПИН (doctor)')).toBeHidden()
    await expect(page.getByRole('button', { name: /Соколовская/ })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Пациенты' })).toBeVisible()
    await register(page, {
      personalNumber: first13 + personalNumberCheckDigit(first13),
      family: 'Гринюк',
      given: 'Павел',
      patronymic: 'Олегович',
    })
    await context.setOffline(false)
    await waitUntilSynced(page)
    expect(await session()).toBe('doctor')

    // A reload forgets who may come in by PIN.
    await reloadSignedIn(page)
    await expect(page.getByRole('button', { name: /Соколовская/ })).toBeVisible()
    await openSwitch(page, /Соколовская/)
    await expect(page.getByText('По ПИН сейчас никто войти не может', { exact: false })).toBeVisible()
    await picture('nobody-by-pin')
  },
)

journey(
  'The sheet from the safe opens a PC whose passwords are lost, and a new key takes the place of the old',
  async ({ clinic, openStation }, testInfo) => {
    journey.slow()
    const { page } = await openStation()
    const picture = (name: string) => page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
    await signIn(page, 'doctor')
    await waitUntilSynced(page)
    const name = (
      (await page.getByRole('row').nth(1).getByRole('gridcell').first().textContent()) ?? ''
    ).trim()
    await page.goto('/app/#/settings')
    await page.getByRole('button', { name: 'Создать и напечатать' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Пароль').fill('demo-doctor')
    await dialog.getByRole('button', { name: 'Создать и напечатать' }).click()
    const code = (await page.getByTestId('recovery-code').textContent()) ?? ''
    expect(code).toMatch(/^([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/)
    await picture('sheet')
    await checkSheet(page, code)
    await expect(page.getByText('Действует лист от', { exact: false })).toBeVisible()

    expect(await keyNumbers(page)).toEqual([1])
    await page.getByRole('button', { name: 'Сменить ключ' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Сменить ключ' }).click()
    await expect(page.getByText('Записи этого ПК зашифрованы ключом № 2')).toBeVisible({ timeout: 60_000 })
    await expect.poll(() => keyNumbers(page), { timeout: 60_000 }).toEqual([2])
    await picture('key-renewed')

    await clinic.kill()
    await page.getByRole('button', { name: /Соколовская/ }).click()
    await page.getByRole('menuitem', { name: 'Заблокировать' }).click()
    await page.getByRole('button', { name: 'Открыть ключом восстановления' }).click()
    await page.getByLabel('Ключ с листа').fill(code.replace('-', '-9'))
    await page.getByRole('button', { name: 'Открыть', exact: true }).click()
    await expect(page.getByText('В ключе опечатка')).toBeVisible()
    await picture('recovery')
    await page.getByLabel('Ключ с листа').fill(code.toLowerCase())
    await page.getByRole('button', { name: 'Открыть', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Кто вы?' })).toBeVisible()
    await picture('who')
    await page.getByLabel('Новый пароль').first().fill(chosen)
    await page.getByLabel('Новый пароль ещё раз').fill(chosen)
    await page.getByRole('button', { name: 'Открыть', exact: true }).click()
    await page.goto('/app/#/patients')
    await expect(page.getByText(name).first()).toBeVisible()
  },
)
