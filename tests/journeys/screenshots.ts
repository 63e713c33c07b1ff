// Draws docs/screenshots anew: `node tests/journeys/screenshots.ts --url http://127.0.0.1:4180` beside a running `npm start`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../build/launch/find-browser.ts'
import { projectRoot } from '../../build/launch/run-tool.ts'
import { signIn, waitUntilSynced } from './steps.ts'

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:4180' } } })
const folder = join(projectRoot, 'docs/screenshots')
const executablePath = findBrowser()
const browser = await chromium.launch({
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  ...(executablePath === undefined ? {} : { executablePath }),
})

async function station(user: 'doctor' | 'registrar') {
  const context = await browser.newContext({
    baseURL: values.url,
    viewport: { width: 1366, height: 768 },
    locale: 'ru-RU',
    timezoneId: 'Europe/Minsk',
    acceptDownloads: true,
  })
  await context.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const page = await context.newPage()
  await page.goto('/app/')
  await signIn(page, user)
  await waitUntilSynced(page)
  return { context, page }
}

/** Lets pictures, trends and toasts settle. */
const picture = async (page: Page, name: string): Promise<void> => {
  await page.waitForTimeout(1500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

const doctor = await station('doctor')
const { page } = doctor
await picture(page, 'list')

// Somebody of 75 with a known allergy: the banner is what a card must show first.
await page.getByLabel('Поиск пациента').fill('1951')
await picture(page, 'search')
await page
  .getByRole('row')
  .filter({ has: page.getByRole('img', { name: /Аллергия/ }) })
  .first()
  .click()
await page.getByTestId('visit-row').first().waitFor()
await picture(page, 'card')
const card = new URL(page.url()).hash.slice(1)

await page.goto(`/app/#${card}/visits/new`)
await page
  .getByLabel('Жалобы', { exact: true })
  .fill('Головная боль в затылочной области при повышении АД до 170/100, шум в ушах')
await page
  .getByLabel('Анамнез заболевания', { exact: true })
  .fill('Ухудшение в течение недели, препараты принимает нерегулярно')
await page
  .getByLabel('Объективно', { exact: true })
  .fill(
    'Состояние удовлетворительное. Тоны сердца приглушены, ритмичные, акцент II тона над аортой. Дыхание везикулярное, хрипов нет. Отёков нет',
  )
await page
  .getByLabel('План обследования и лечения, рекомендации', { exact: true })
  .fill('Контроль АД дважды в день. ЭКГ, креатинин, калий. Коррекция терапии')
await page.getByLabel('АД систолическое').fill('168')
await page.getByLabel('АД диастолическое').fill('98')
await page.getByLabel('Пульс').fill('84')
await page.getByLabel('Температура').fill('36,6')
await page.getByLabel('Добавить диагноз').fill('I11.9')
await page
  .getByRole('option', { name: /I11\.9/ })
  .first()
  .click()
await picture(page, 'visit')

await page.keyboard.press('Alt+r')
await page.getByLabel('МНН').fill('периндоприл')
await page
  .getByRole('option', { name: /^периндоприл/i })
  .first()
  .click()
await page.getByLabel('Лекарственная форма').fill('таблетки')
await page
  .getByRole('option', { name: /таблетки/ })
  .first()
  .click()
await page.getByLabel('Дозировка').fill('8 мг')
await page.keyboard.press('Tab')
await page.getByLabel('S.: как принимать').fill('По 1 таблетке 1 раз в день утром до еды, длительно')
await page.getByLabel('Количество (D.t.d. N)').fill('30')
await picture(page, 'prescription')
await page.keyboard.press('Control+Enter')
await page.getByText('Рецепт подписан').waitFor()
await page.keyboard.press('Control+Enter')
await page.getByText('Приём подписан и сохранён на этом ПК').waitFor()
await page
  .getByRole('link', { name: /периндоприл/i })
  .first()
  .click()
const download = page.waitForEvent('download')
await page.getByRole('button', { name: /PDF/ }).click()
const papers = mkdtempSync(join(tmpdir(), 'lekar-papers-'))
await (await download).saveAs(join(papers, 'prescription.pdf'))
execFileSync('pdftoppm', [
  '-png',
  '-r',
  '110',
  '-singlefile',
  join(papers, 'prescription.pdf'),
  join(folder, 'prescription-pdf'),
])
rmSync(papers, { recursive: true })

const registrar = await station('registrar')
const edit = async (at: Page, street: string, phone: string): Promise<void> => {
  await at.goto(`/app/#${card}/edit`)
  await at.getByLabel('Улица', { exact: true }).fill(street)
  await at.getByLabel('Телефон', { exact: true }).fill(phone)
  await at.keyboard.press('Control+s')
  await at.getByText('Карта сохранена на этом ПК').waitFor()
}
await doctor.context.setOffline(true)
await registrar.context.setOffline(true)
await edit(registrar.page, 'ул. Садовая', '+375 33 444-55-66')
await edit(page, 'ул. Озёрная', '+375 29 111-22-33')
await page.goto('/app/#/patients')
await picture(page, 'offline')
await registrar.context.setOffline(false)
await waitUntilSynced(registrar.page)
await doctor.context.setOffline(false)
await waitUntilSynced(page)
await page.goto('/app/#/inbox')
await page.getByRole('heading', { name: 'Входящие' }).waitFor()
await page.getByText('ул. Садовая').first().waitFor()
await picture(page, 'conflict')
await browser.close()
