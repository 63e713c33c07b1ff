import { expect, type Page } from '@playwright/test'
import { journey } from './clinic.ts'
import { openFirstCard, signIn, waitUntilSynced } from './steps.ts'

/** The demonstration gives the administrator this password. */
const adminPassword = 'demo-admin'

const record = async (page: Page, what: string): Promise<void> => {
  await page.getByRole('button', { name: 'Записать', exact: true }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

/** Pictures of the screens, where somebody wants to look at them. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.LEKAR_JOURNEY_PICTURES
  if (!folder) return
  await page.waitForTimeout(800)
  await page.screenshot({ path: `${folder}/${name}.png` })
}

async function replicateOut(url: string): Promise<{ docs_withheld?: number; ids: string[] }> {
  const headers = {
    authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`,
    'content-type': 'application/json',
  }
  const database = ((await (await fetch(`${url}/_all_dbs`, { headers })).json()) as string[]).find((name) =>
    name.startsWith('clinic-'),
  )
  const body = JSON.stringify({ source: database, target: 'outside', create_target: true })
  const done = await (await fetch(`${url}/_replicate`, { method: 'POST', headers, body })).json()
  const { rows } = await (await fetch(`${url}/outside/_all_docs`, { headers })).json()
  return { ...done, ids: rows.map(({ id }: { id: string }) => id) }
}

journey(
  'A patient refuses: two clicks, a paper, a mark at every station, and nothing of the card leaves the clinic',
  async ({ clinic, openStation }) => {
    const doctor = await openStation()
    await signIn(doctor.page, 'doctor')
    await waitUntilSynced(doctor.page)
    const { path } = await openFirstCard(doctor.page)
    const patientId = decodeURIComponent(path.split('/').at(-1)!)
    const { page } = doctor

    await record(page, 'Отказ от передачи в ЦИСЗ')
    await expect(page.getByText('Записано: Отказ от передачи в ЦИСЗ')).toBeVisible()
    await expect(page.getByText('Отказ от ЦИСЗ', { exact: true })).toBeVisible()
    await page.getByRole('link', { name: /Отказ от передачи в ЦИСЗ/ }).scrollIntoViewIfNeeded()
    await picture(page, 'card')

    // The paper, in both languages, saved as PDF, signed.
    await page.getByRole('link', { name: /Отказ от передачи в ЦИСЗ/ }).click()
    const paper = page.getByRole('article', { name: 'Бумага для подписи' })
    await expect(paper).toContainText('отказываюсь от внесения информации')
    await picture(page, 'paper')
    await page.getByRole('button', { name: 'Беларуская' }).click()
    await expect(paper).toContainText('адмаўляюся ад унясення')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Сохранить PDF' }).click()
    expect((await download).suggestedFilename()).toMatch(/^АДМОВА .*\.pdf$/)
    await page.getByRole('button', { name: 'Бумага подписана' }).click()
    await expect(page.getByText(/бумага подписана/).first()).toBeVisible()
    await waitUntilSynced(page)

    // At another station it stands beside the name.
    const registrar = await openStation()
    await signIn(registrar.page, 'registrar')
    await waitUntilSynced(registrar.page)
    await registrar.page.goto(`/app/#${path}`)
    await expect(registrar.page.getByText('Отказ от ЦИСЗ', { exact: true })).toBeVisible()

    const out = await replicateOut(clinic.url)
    expect(out.docs_withheld).toBeGreaterThan(0)
    expect(out.ids).not.toContain(patientId)
    expect(out.ids.filter((id) => id.startsWith('patient:'))).toHaveLength(59)

    // Two stations offline: a consent here, a refusal there. The refusal holds, both say so, a person decides.
    const other = '/patients'
    await page.goto(`/app/#${other}`)
    await page.getByRole('row').nth(3).click()
    await expect(page.getByRole('button', { name: 'Записать', exact: true })).toBeVisible()
    const second = new URL(page.url()).hash.slice(1)
    const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
    await registrar.page.goto(`/app/#${second}`)
    await expect(registrar.page.getByRole('heading', { level: 1, name })).toBeVisible()
    await doctor.context.setOffline(true)
    await registrar.context.setOffline(true)
    await record(page, 'Согласие на передачу в ЦИСЗ')
    await expect(page.getByText('Записано: Согласие на передачу в ЦИСЗ')).toBeVisible()
    await record(registrar.page, 'Отказ от передачи в ЦИСЗ')
    await expect(registrar.page.getByText('Записано: Отказ от передачи в ЦИСЗ')).toBeVisible()
    await registrar.context.setOffline(false)
    await waitUntilSynced(registrar.page)
    await doctor.context.setOffline(false)
    await waitUntilSynced(page)
    await expect(page.getByText('Отказ от ЦИСЗ', { exact: true })).toBeVisible()
    await expect(page.getByText('отказ до решения')).toBeVisible()
    await picture(page, 'contradiction')
    await page.getByRole('link', { name: /Отказ от передачи в ЦИСЗ/ }).click()
    await page.getByRole('button', { name: 'Верна эта запись' }).click()
    await expect(page.getByText('На двух ПК записаны и согласие, и отказ')).toBeHidden()
    await page.goto(`/app/#${second}`)
    await expect(page.getByText('Отказ от ЦИСЗ', { exact: true })).toBeVisible()
    await expect(page.getByText(/Две правки не сведены/)).toBeHidden()
  },
)

journey('A card with restricted processing prints no extract', async ({ openStation }) => {
  const { page } = await openStation()
  await signIn(page, 'doctor')
  await waitUntilSynced(page)
  const { path } = await openFirstCard(page)
  await record(page, 'Ограничить обработку…')
  await picture(page, 'restriction')
  await page.getByRole('button', { name: 'Ограничить', exact: true }).click()
  await expect(page.getByText('Обработка ограничена', { exact: true }).first()).toBeVisible()
  await page.goto(`/app/#${path}`)
  await picture(page, 'restricted')
  // The visits of the first card lie further back than a first sync goes.
  await page.getByRole('button', { name: 'Показать более ранние записи' }).click()
  await page
    .getByRole('link', { name: /\d\d\.\d\d\.\d{4}/ })
    .first()
    .click()
  await expect(page.getByText('Печать закрыта: обработка данных ограничена')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Сохранить PDF' })).toHaveCount(0)
  await picture(page, 'visit')
})

journey('An administrator lists what a lost PC held', async ({ openStation }) => {
  const station = await openStation()
  await signIn(station.page, 'doctor')
  await waitUntilSynced(station.page)
  const { page } = await openStation()
  await page.getByLabel('Имя пользователя').fill('admin')
  await page.getByLabel('Пароль').fill(adminPassword)
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('link', { name: 'Управление' }).click()
  await page.getByRole('tab', { name: 'Рабочие места' }).click()
  await page.getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Что было на этом компьютере' }).click()
  await expect(page.getByRole('button', { name: 'Пациенты: 60' })).toBeVisible({ timeout: 60_000 })
  await picture(page, 'holdings')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Сохранить CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^holdings-.*\.csv$/)
  await page.getByRole('button', { name: 'Проект уведомления' }).click()
  await expect(page.getByRole('article')).toContainText('пациентов — 60')
  await picture(page, 'notice')
})
