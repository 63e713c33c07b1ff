import { expect, type Page } from '@playwright/test'
import { journey } from './clinic.ts'
import { openFirstCard, signIn, waitUntilSynced } from './steps.ts'

async function edit(page: Page, path: string, changes: Record<string, string>): Promise<void> {
  await page.goto(`/app/#${path}/edit`)
  for (const [label, value] of Object.entries(changes))
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Карта сохранена на этом ПК')).toBeVisible()
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
  },
)
