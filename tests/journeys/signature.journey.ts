import { expect, type Page } from '@playwright/test'
import type { SigningKey, SigningKeys } from '../../shared/contract/signing-keys.ts'
import { systemClock } from '../../shared/kit/clock.ts'
import { documentPlace } from '../../sync-server/scope/document-place.ts'
import { openSqliteStore } from '../../sync-server/store/sqlite/sqlite-store.ts'
import { journey } from './clinic.ts'
import { expectSaid } from './said.ts'
import { openFirstCard, signIn, waitUntilSynced } from './steps.ts'

const credentials = (user: string) => `Basic ${Buffer.from(`${user}:demo-${user}`).toString('base64')}`

async function ask(url: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, {
    method: body ? 'PUT' : 'GET',
    headers: { authorization: credentials('admin'), 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect(answer.status).toBe(200)
  return answer.json()
}

/** The keys that wait for an administrator. */
const waiting = async (url: string): Promise<SigningKey[]> =>
  ((await ask(url, '/api/clinics/demo/signing-keys')) as SigningKeys).keys.filter(
    ({ state }) => state === 'pending',
  )

/** Changes a word of a visit behind the server's back, as somebody with its disk could. */
async function alterInDatabase(folder: string, from: string, to: string): Promise<void> {
  const store = openSqliteStore({ folder, clock: systemClock, random: (length) => new Uint8Array(length) })
  const database = store.open('clinic-demo')!
  const visits = database.documentsById({ from: 'visit:', to: 'visit;', limit: 10_000 })
  const stored = visits.filter((text) => text.includes(from)).map((text) => JSON.parse(text)._id as string)
  expect(stored).toHaveLength(1)
  const { id, rev, body } = database.read(stored[0]!)!
  const altered = body.replace(from, to)
  const fields = JSON.parse(`{"_id":${JSON.stringify(id)}${altered}}`) as Record<string, unknown>
  const [row] = await database.write(
    [{ id, rev, deleted: false, revisions: undefined, body: altered, fields }],
    { newEdits: true, placeOf: documentPlace },
  )
  expect(row).toHaveProperty('rev')
  store.close()
}

const signature = (page: Page) => page.getByTestId('signature')

journey(
  'A visit is signed with the doctor’s key, valid at the other station, and altered when the database is tampered with',
  async ({ clinic, openStation }, info) => {
    const doctor = await openStation()
    await signIn(doctor.page, 'doctor')
    await waitUntilSynced(doctor.page)
    const { path } = await openFirstCard(doctor.page)
    await doctor.page.keyboard.press('v')
    await doctor.page.getByLabel('Жалобы', { exact: true }).fill('Кашель сухой, слабость')
    await doctor.page.getByLabel('Добавить диагноз').fill('J20.9')
    await doctor.page.getByRole('option', { name: /J20\.9/ }).click()
    await doctor.page.keyboard.press('Control+Enter')
    await expectSaid(doctor.page, 'Приём подписан и сохранён на этом ПК')
    await doctor.page.getByRole('link', { name: /Кашель сухой/ }).click()
    await expect(signature(doctor.page)).toHaveText('Ключ ждёт подтверждения')

    await doctor.page.goto('/app/#/settings')
    await expect(doctor.page.getByText('ждёт подтверждения администратора')).toBeVisible()
    const [key, ...others] = await waiting(clinic.url)
    expect(others).toEqual([])
    const fingerprint = key!.keyId.replace(/^(.{4})(.{4})(.{4})(.{4})(.{4}).*/, '$1-$2-$3-$4-$5')
    await expect(doctor.page.getByText(fingerprint)).toBeVisible()
    await doctor.page.screenshot({ path: info.outputPath('settings.png') })
    await ask(clinic.url, `/api/clinics/demo/signing-keys/${key!.keyId}`, { state: 'registered' })

    const other = await openStation()
    await signIn(other.page, 'doctor')
    await waitUntilSynced(other.page)
    await other.page.goto(`/app/#${path}`)
    await other.page.getByRole('link', { name: /Кашель сухой/ }).click()
    await expect(signature(other.page)).toHaveText('Подпись действительна')
    await other.page.screenshot({ path: info.outputPath('valid.png') })

    await clinic.kill()
    await alterInDatabase(clinic.dataFolder, 'Кашель сухой, слабость', 'Жалоб нет')
    await clinic.start()
    for (const { page } of [other, doctor]) {
      await page.goto(`/app/#${path}`)
      const row = page.getByRole('link', { name: /Жалоб нет/ })
      await expect(row).toContainText('подпись неверна', { timeout: 60_000 })
      await page.screenshot({ path: info.outputPath('card.png') })
      await row.click()
      await expect(page.getByRole('alert')).toContainText('Документ изменён после подписания')
      await page.screenshot({ path: info.outputPath('altered.png') })
    }
  },
)
