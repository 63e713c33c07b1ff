import { expect } from '@playwright/test'
import { journey } from './clinic.ts'
import { expectSaid } from './said.ts'
import { openFirstCard, reloadSignedIn, signIn, syncIndicator, waitUntilSynced } from './steps.ts'

journey(
  'A visit written while the server dies is signed, survives a reload and reaches the other station',
  async ({ clinic, openStation }) => {
    const doctor = await openStation()
    await signIn(doctor.page, 'doctor')
    await waitUntilSynced(doctor.page)
    const { name, path } = await openFirstCard(doctor.page)

    await doctor.page.keyboard.press('v')
    await doctor.page.getByLabel('Жалобы', { exact: true }).fill('Кашель сухой, слабость')
    await clinic.kill()
    await doctor.page.getByLabel('Объективно', { exact: true }).fill('Дыхание жёсткое, хрипов нет')
    await doctor.page.getByLabel('Добавить диагноз').fill('J20.9')
    await doctor.page.getByRole('option', { name: /J20\.9/ }).click()
    await doctor.page.keyboard.press('Control+Enter')
    await expectSaid(doctor.page, 'Приём подписан и сохранён на этом ПК')
    await expect(syncIndicator(doctor.page)).toContainText('Только на этом ПК: 1')

    // The page itself comes from the service worker now.
    await reloadSignedIn(doctor.page)
    await expect(doctor.page.getByRole('heading', { name })).toBeVisible()
    const row = doctor.page.getByRole('link', { name: /Кашель сухой/ })
    await expect(row).toContainText('Только на этом ПК')
    await expect(syncIndicator(doctor.page)).toContainText('Только на этом ПК: 1')

    await clinic.start()
    const other = await openStation()
    await signIn(other.page, 'head-doctor')
    await other.page.goto(`/app/#${path}`)
    await expect(other.page.getByText('Кашель сухой')).toBeVisible({ timeout: 60_000 })
    await expect(syncIndicator(doctor.page)).toContainText('Синхронизировано')
    await expect(row).not.toContainText('Только на этом ПК')
  },
)

journey('One 401 in the middle of the live feed does not end sync', async ({ openStation }) => {
  const doctor = await openStation()
  await signIn(doctor.page, 'doctor')
  await waitUntilSynced(doctor.page)

  let refusals = 0
  await doctor.context.route(/_changes\?/, async (route) => {
    if (refusals > 0) return await route.fallback()
    refusals += 1
    await route.fulfill({
      status: 401,
      contentType: 'application/json',
      headers: { 'lekar-protocol': '1' },
      body: '{"error":"unauthorized","reason":"You are not authorized to access this db."}',
    })
  })

  const feldsher = await openStation()
  await signIn(feldsher.page, 'feldsher')
  await waitUntilSynced(feldsher.page)
  const { path } = await openFirstCard(feldsher.page)
  const write = async (complaint: string): Promise<void> => {
    await feldsher.page.goto(`/app/#${path}/visits/new`)
    await feldsher.page.getByLabel('Жалобы', { exact: true }).fill(complaint)
    await feldsher.page.getByLabel('Добавить диагноз').fill('R51')
    await feldsher.page.getByRole('option', { name: /R51/ }).first().click()
    await feldsher.page.keyboard.press('Control+Enter')
    await expectSaid(feldsher.page, 'Приём подписан и сохранён на этом ПК')
  }
  await doctor.page.goto(`/app/#${path}`)
  await write('Головная боль с утра')
  await expect(doctor.page.getByText('Головная боль с утра')).toBeVisible({ timeout: 60_000 })
  await write('Головная боль прошла')
  await expect(doctor.page.getByText('Головная боль прошла')).toBeVisible({ timeout: 60_000 })
  expect(refusals).toBe(1)
  await waitUntilSynced(doctor.page)
})
