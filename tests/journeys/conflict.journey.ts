import { expect, type Page } from '@playwright/test'
import { journey } from './clinic.ts'
import { expectSaid } from './said.ts'
import { openFirstCard, signIn, syncIndicator, waitUntilSynced } from './steps.ts'

async function edit(page: Page, path: string, changes: Record<string, string>): Promise<void> {
  await page.goto(`/app/#${path}/edit`)
  for (const [label, value] of Object.entries(changes))
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.keyboard.press('Control+s')
  await expectSaid(page, 'Карта сохранена на этом ПК')
}

journey(
  'Two stations edit one card offline: both edits survive and the conflict shows',
  async ({ openStation }) => {
    const doctor = await openStation()
    const registrar = await openStation()
    await signIn(doctor.page, 'doctor')
    await signIn(registrar.page, 'registrar')
    await waitUntilSynced(doctor.page)
    await waitUntilSynced(registrar.page)
    const { path } = await openFirstCard(doctor.page)

    await doctor.context.setOffline(true)
    await registrar.context.setOffline(true)
    // Different fields on both sides, and the street on both.
    await edit(doctor.page, path, { Телефон: '+375 29 111-22-33', Улица: 'ул. Докторская' })
    await edit(registrar.page, path, { 'Второй телефон': '+375 33 444-55-66', Улица: 'ул. Регистраторская' })

    await registrar.context.setOffline(false)
    await waitUntilSynced(registrar.page)
    await doctor.context.setOffline(false)
    await waitUntilSynced(doctor.page)

    for (const { page } of [doctor, registrar]) {
      await page.goto(`/app/#${path}`)
      await expect(page.getByText('+375 29 111-22-33')).toBeVisible()
      await page.goto(`/app/#${path}/edit`)
      const phones = () =>
        Promise.all(
          ['Телефон', 'Второй телефон'].map((label) => page.getByLabel(label, { exact: true }).inputValue()),
        )
      await expect
        .poll(async () => (await phones()).sort())
        .toEqual(['+375 29 111-22-33', '+375 33 444-55-66'])
      await page.goto('/app/#/inbox')
      await expect(page.getByText('ул. Докторская')).toBeVisible()
      await expect(page.getByText('ул. Регистраторская')).toBeVisible()
    }

    // The counter stands on every screen, and the card says that what it shows is not decided.
    await doctor.page.goto(`/app/#${path}`)
    await expect(doctor.page.getByText('Две правки не сведены')).toBeVisible()
    await expect(doctor.page.getByText(/Объединено с правкой/)).toBeVisible()
    await doctor.page.getByRole('button', { name: 'Разобрать' }).click()

    // By the keyboard alone: the doctor's street, saved; the inbox is empty at both.
    const choice = doctor.page.getByRole('radiogroup')
    const doctors = choice
      .locator('div')
      .filter({ hasText: /^ул\. Докторская/ })
      .getByRole('radio')
    await doctors.focus()
    await doctor.page.keyboard.press('Space')
    await doctor.page.getByRole('button', { name: 'Сохранить выбор' }).press('Enter')
    await expect(doctor.page.getByText('Всё разобрано')).toBeVisible()
    await expect(registrar.page.getByText('Всё разобрано')).toBeVisible({ timeout: 30_000 })
    await registrar.page.goto(`/app/#${path}`)
    await expect(registrar.page.getByText(/ул\. Докторская/)).toBeVisible()

    // Taken back at the other station long after it was synced: open again at both.
    await waitUntilSynced(doctor.page)
    await registrar.page.goto('/app/#/inbox')
    await registrar.page.getByRole('button', { name: 'Разобранные' }).click()
    await expect(registrar.page.getByText(/Разобрано: /)).toBeVisible()
    await registrar.page.getByRole('button', { name: 'Вернуть в открытые' }).click()
    await expect(doctor.page.getByText('ул. Регистраторская')).toBeVisible({ timeout: 30_000 })
    await expect(doctor.page.getByText('Всё разобрано')).toBeHidden()
    await waitUntilSynced(registrar.page)
  },
)

journey(
  'What is only here is listed, and after days of silence every screen says so',
  async ({ openStation }) => {
    const doctor = await openStation()
    await doctor.page.clock.install()
    await signIn(doctor.page, 'doctor')
    await waitUntilSynced(doctor.page)
    const { name, path } = await openFirstCard(doctor.page)
    await doctor.context.setOffline(true)
    await edit(doctor.page, path, { Улица: 'ул. Новая' })
    await expect(syncIndicator(doctor.page)).toContainText('Только на этом ПК: 1')
    await syncIndicator(doctor.page).click()
    const list = doctor.page.getByRole('list', { name: 'Только на этом ПК' })
    await expect(list).toContainText(`Карта пациента: ${name}`)
    await doctor.page.keyboard.press('Escape')

    // The screen of an idle PC is locked meanwhile.
    const daysLater = async (time: string) => {
      await doctor.page.clock.fastForward(time)
      await doctor.page.getByLabel('Пароль').fill('demo-doctor')
      await doctor.page.getByRole('button', { name: 'Войти' }).click()
    }
    await daysLater('26:00:00')
    await expect(syncIndicator(doctor.page)).toContainText('Нет связи 1 день')
    await expect(doctor.page.getByText('Нет связи с сервером')).toBeHidden()
    await daysLater('50:00:00')
    await expect(doctor.page.getByText('Нет связи с сервером 3 дня')).toBeVisible()
    await expect(doctor.page.getByRole('link', { name: 'Передать файлом' })).toBeVisible()
  },
)
