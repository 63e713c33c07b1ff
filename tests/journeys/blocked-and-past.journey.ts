import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { type Clinic, journey } from './clinic.ts'
import { openFirstCard, signIn, waitUntilSynced } from './steps.ts'

/** The demonstration gives the administrator this password. */
const adminPassword = 'demo-admin'
const headers = {
  authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`,
  'content-type': 'application/json',
}
const put = async (clinic: Clinic, path: string, body: object) => {
  const answer = await fetch(clinic.url + path, { method: 'PUT', headers, body: JSON.stringify(body) })
  expect([200, 201]).toContain(answer.status)
}

/** Pictures of the screens, where somebody wants to look at them. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.LEKAR_JOURNEY_PICTURES
  if (!folder) return
  await page.waitForTimeout(800)
  await page.screenshot({ path: `${folder}/${name}.png` })
}

const makeHead = (clinic: Clinic) =>
  put(clinic, '/api/accounts/head', {
    password: 'demo-head-password',
    practitioner: {
      id: 'practitioner:head',
      name: 'Главная Галина Петровна',
      role: 'head-doctor',
      position: 'Главный врач',
    },
    clinicId: 'demo',
    facilityId: '',
  })

async function enter(page: Page, user: string, password: string) {
  await page.getByLabel('Имя пользователя').fill(user)
  await page.getByLabel('Пароль').fill(password)
  await page.getByRole('button', { name: 'Войти' }).click()
}

journey('A blocked card asks its own doctor for a reason, once a day', async ({ clinic, openStation }) => {
  await makeHead(clinic)
  const { page } = await openStation()
  await signIn(page, 'doctor')
  await waitUntilSynced(page)
  const { name, path } = await openFirstCard(page)
  await page.getByRole('button', { name: 'Записать', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Ограничить обработку…' }).click()
  await page.getByRole('button', { name: 'Ограничить', exact: true }).click()
  await expect(page.getByText('Обработка ограничена', { exact: true }).first()).toBeVisible()

  await page.goto('/app/#/patients')
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row.getByRole('img', { name: /Обработка данных ограничена/ })).toBeVisible()
  await picture(page, 'blocked-row')
  await row.click()
  await expect(page.getByRole('heading', { name: 'Обработка данных ограничена' })).toBeVisible()
  await page.getByLabel('лечу этого пациента, данные нужны для лечения').check()
  await picture(page, 'blocked-door')
  await page.getByRole('button', { name: 'Открыть карту на сутки' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await page.goto('/app/#/patients')
  await row.click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await page.goto(`/app/#${path}/trail`)
  await expect(page.getByText('открыта карта с ограничением обработки').first()).toBeVisible()
  await picture(page, 'blocked-trail')
  await waitUntilSynced(page)

  const office = await openStation()
  await enter(office.page, 'head', 'demo-head-password')
  await expect(office.page.getByRole('heading', { name: 'Пациенты' })).toBeVisible()
  await waitUntilSynced(office.page)
  await office.page.goto('/app/#/inbox')
  await expect(office.page.getByText(/открыл\(а\) карту, обработка данных которой ограничена/)).toBeVisible()
  await picture(office.page, 'blocked-inbox')
})

journey(
  'What is past its storage period is listed for a person to decide',
  async ({ clinic, openStation }) => {
    await makeHead(clinic)
    const createdAt = '1995-03-01T08:00:00.000Z'
    const names = [
      { family: 'Давняя', given: 'Мария', patronymic: 'Петровна' },
      { family: 'Прежний', given: 'Пётр', patronymic: 'Ильич' },
    ]
    const restriction = {
      id: 'restriction:1',
      ground: 'court',
      since: createdAt,
      recordedBy: examplePatient().author,
    }
    for (const [number, name] of names.entries()) {
      const { id, ...card } = examplePatient({ createdAt, name, birthDate: `19${30 + number}-02-03` })
      const restrictions = number === 0 ? { restrictions: [restriction] } : {}
      await put(clinic, `/clinic-demo/${id}-${number}`, { ...card, ...restrictions })
    }
    const { page } = await openStation()
    await enter(page, 'head', 'demo-head-password')
    await expect(page.getByRole('heading', { name: 'Пациенты' })).toBeVisible()
    await waitUntilSynced(page)
    await page.goto('/app/#/settings')
    await picture(page, 'retention-settings')
    await page.getByRole('link', { name: 'Показать, у чего истёк срок' }).click()
    await expect(page.getByText('Давняя Мария Петровна, 03.02.1930')).toBeVisible({ timeout: 60_000 })
    await picture(page, 'retention-head')
    const table = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Сохранить CSV' }).click()
    const text = readFileSync(await (await table).path(), 'utf8')
    expect(text).toContain('Прежний Пётр Ильич, 03.02.1931')
    expect(text).toContain('01.03.2020')
    const paper = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Сохранить PDF' }).click()
    expect((await paper).suggestedFilename()).toMatch(/^Срок хранения истёк .*\.pdf$/)

    const office = await openStation()
    await enter(office.page, 'admin', adminPassword)
    await office.page.getByRole('link', { name: 'Управление' }).click()
    await office.page.getByRole('tab', { name: 'Сроки хранения' }).click()
    await expect(office.page.getByText('Прежний Пётр Ильич, 03.02.1931')).toBeVisible({ timeout: 60_000 })
    await picture(office.page, 'retention-admin')

    await clinic.kill()
    await page.getByRole('button', { name: 'Обновить' }).click()
    await expect(page.getByText(/Список составляет сервер: без связи его нет/)).toBeVisible()
    await picture(page, 'retention-no-link')
  },
)
