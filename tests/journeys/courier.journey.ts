import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { journey } from './clinic.ts'
import { expectSaid } from './said.ts'
import { openFirstCard, signIn, syncIndicator, waitUntilSynced } from './steps.ts'

/** Writes a file for whom the page proposes; answers where it lies. */
async function write(page: Page): Promise<string> {
  await page.goto('/app/#/courier')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Записать файл…' }).click()
  const path = await (await download).path()
  await expect(page.getByText('Файл записан:')).toBeVisible()
  return path
}

async function read(page: Page, path: string): Promise<void> {
  await page.goto('/app/#/courier')
  // The keys are asked for first.
  await expect(page.getByRole('button', { name: 'Выбрать файл…' })).toBeEnabled()
  await page.getByLabel('Выбрать файл…').setInputFiles(path)
  await expect(page.getByText('Файл прочитан:')).toBeVisible({ timeout: 60_000 })
}

journey(
  'A feldsher without any link sends a visit and a scan by a file, and the file that comes back says they are on the server',
  async ({ openStation }) => {
    const feldsher = await openStation()
    const filesKey = feldsher.page.waitForResponse(/\/api\/file-key/, { timeout: 60_000 })
    await signIn(feldsher.page, 'feldsher')
    await waitUntilSynced(feldsher.page)
    const { path } = await openFirstCard(feldsher.page)
    // The keys have come with the first contact; from here on there is no network.
    await filesKey
    await feldsher.page.goto('/app/#/courier')
    await expect(feldsher.page.getByRole('button', { name: 'Записать файл…' })).toBeEnabled()
    await feldsher.context.setOffline(true)
    await feldsher.page.goto(`/app/#${path}/visits/new`)
    await feldsher.page.getByLabel('Жалобы', { exact: true }).fill('Кашель после купания')
    await feldsher.page.getByLabel('Добавить диагноз').fill('J20.9')
    await feldsher.page.getByRole('option', { name: /J20\.9/ }).click()
    await feldsher.page.keyboard.press('Control+Enter')
    await expectSaid(feldsher.page, 'Приём подписан и сохранён на этом ПК')
    await expect(syncIndicator(feldsher.page)).toContainText('Только на этом ПК: 1')
    await feldsher.page.goto(`/app/#${path}`)
    const scan = Buffer.from(`%PDF-1.4\n% снимок лёгких\n${'0123456789'.repeat(9000)}\n%%EOF\n`)
    const chosen = { name: 'Рентген.pdf', mimeType: 'application/pdf', buffer: scan }
    await feldsher.page.getByTestId('choose-files').first().setInputFiles([chosen])
    await feldsher.page.getByRole('button', { name: 'Сохранить файл' }).click()
    await expect(syncIndicator(feldsher.page)).toContainText('Файлов не отправлено: 1')
    const file = await write(feldsher.page)
    await expect(feldsher.page.getByText(/С ними 1 файл пациента/)).toBeVisible()
    for (const word of ['купания', 'снимок']) expect(readFileSync(file).includes(word)).toBe(false)

    const doctor = await openStation()
    await signIn(doctor.page, 'doctor')
    await waitUntilSynced(doctor.page)
    await read(doctor.page, file)
    await doctor.page.goto(`/app/#${path}`)
    await expect(doctor.page.getByText('Кашель после купания')).toBeVisible()
    await waitUntilSynced(doctor.page)
    await doctor.context.setOffline(true)
    await doctor.page.locator('#files').getByText('Рентген').click()
    await expect(doctor.page.getByTestId('not-shown')).toBeVisible()
    await doctor.context.setOffline(false)
    await waitUntilSynced(doctor.page)

    await read(feldsher.page, await write(doctor.page))
    await expect(feldsher.page.getByText(/Подтверждено получение/)).toBeVisible()
    await feldsher.page.goto(`/app/#${path}`)
    const row = feldsher.page.getByRole('link', { name: /Кашель после купания/ })
    await expect(row).toBeVisible()
    await expect(row).not.toContainText('Только на этом ПК')
    await expect(syncIndicator(feldsher.page)).not.toContainText('Только на этом ПК')
    await expect(syncIndicator(feldsher.page)).not.toContainText('Файлов не отправлено')
  },
)
