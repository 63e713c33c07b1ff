import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { journey } from './clinic.ts'
import { openFirstCard, signIn, waitUntilSynced } from './steps.ts'

const canary = 'КАНАРЕЕЧНАЯ ВЫПИСКА 7391'
const pdf = Buffer.from(`%PDF-1.4\n% ${canary}\n${'0123456789'.repeat(9000)}\n%%EOF\n`)

/** A photo that is larger than a record keeps, with a word that a camera wrote into it. */
async function photo(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3400, 2000)
    const context = canvas.getContext('2d')!
    context.fillStyle = '#fde'
    context.fillRect(0, 0, 3400, 2000)
    for (let at = 0; at < 3000; at++) {
      context.fillStyle = `hsl(${at % 360} 70% 50%)`
      context.fillRect((at * 97) % 3400, (at * 61) % 2000, 40, 26)
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  })
  const plain = Buffer.from(base64, 'base64')
  const comment = Buffer.from(`GPS ${canary}`)
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2])
  return Buffer.concat([plain.subarray(0, 2), head, comment, plain.subarray(2)])
}

/** Everything that the databases of the profile hold, as text. */
const profileText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const found: string[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name!))
      for (const store of database.objectStoreNames)
        found.push(JSON.stringify(await asked(database.transaction(store).objectStore(store).getAll())))
      database.close()
    }
    return found.join()
  })

journey(
  'A PDF and a photo are added without a link, lie sealed on the PC, reach the server after the records, and open at another station',
  async ({ openStation }) => {
    const doctor = await openStation()
    await doctor.page.setViewportSize({ width: 1366, height: 768 })
    const key = doctor.page.waitForResponse(/\/api\/file-key/, { timeout: 60_000 })
    await signIn(doctor.page, 'doctor')
    await waitUntilSynced(doctor.page)
    const { path } = await openFirstCard(doctor.page)
    await key

    await doctor.context.setOffline(true)
    const input = doctor.page.getByTestId('choose-files').first()
    await input.setInputFiles([
      { name: 'Выписка_ЦРБ.pdf', mimeType: 'application/pdf', buffer: pdf },
      { name: 'IMG_2041.JPG', mimeType: 'image/jpeg', buffer: await photo(doctor.page) },
      // What a name says does not count.
      { name: 'схема.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"></svg>') },
    ])
    const picked = doctor.page.getByTestId('picked-file')
    await expect(picked).toHaveCount(3)
    await expect(picked.nth(1)).toContainText('уменьшен')
    await expect(picked.nth(2)).toContainText('сценарии')
    await picked.nth(0).getByLabel('Что это за документ').fill(canary)
    await picked.nth(1).getByLabel('Что это за документ').fill('Сыпь на предплечье')
    await doctor.page.getByRole('button', { name: 'Сохранить 2 файла' }).click()
    await expect(picked).toHaveCount(1)
    await doctor.page.keyboard.press('Escape')
    const rows = doctor.page.locator('#files').getByTestId('file-row')
    await expect(rows).toHaveCount(2)
    await expect(rows.first()).toContainText('Файл не отправлен')
    const text = await profileText(doctor.page)
    const traces = ['chunk:', canary, 'предплечье', Buffer.from(canary).toString('base64').slice(4, 40)]
    expect(traces.filter((trace) => text.includes(trace))).toEqual(['chunk:'])

    await rows.filter({ hasText: canary }).click()
    await expect(doctor.page.getByTestId('not-shown')).toContainText('PDF внутри программы не показывается')
    const saving = doctor.page.waitForEvent('download')
    await doctor.page.getByRole('button', { name: 'Сохранить на диск' }).click()
    expect(readFileSync(await (await saving).path())).toEqual(pdf)

    await doctor.context.setOffline(false)
    await doctor.page.goto(`/app/#${path}`)
    await expect(rows.first()).not.toContainText('Файл не отправлен', { timeout: 90_000 })
    await expect(rows.last()).not.toContainText('Файл не отправлен', { timeout: 90_000 })
    await expect(rows.first()).not.toContainText('Отправляется')

    const other = await openStation()
    await other.page.setViewportSize({ width: 1366, height: 768 })
    await signIn(other.page, 'head-doctor')
    await waitUntilSynced(other.page)
    await other.page.goto(`/app/#${path}`)
    await other.page.locator('#files').getByText('Сыпь на предплечье').click()
    await expect(other.page.getByTestId('picture').locator('img')).toBeVisible({ timeout: 60_000 })
    const width = () =>
      other.page
        .getByTestId('picture')
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth)
    await expect.poll(width).toBe(2600)
    await other.page.getByTestId('picture').focus()
    await other.page.keyboard.press('+')
    await other.page.keyboard.press('r')
    await expect(other.page.getByText('150 %')).toBeVisible()
    await other.page.getByRole('button', { name: 'Внесён по ошибке' }).click()
    await other.page.getByLabel('Причина').fill('Снимок другого пациента')
    await other.page.getByRole('dialog').getByRole('button', { name: 'Внесён по ошибке' }).click()
    await expect(other.page.getByText('Снимок другого пациента')).toBeVisible()
    await other.page.getByRole('button', { name: 'Отменить' }).click()
    await expect(other.page.getByText('Снимок другого пациента')).toBeHidden()
  },
)
