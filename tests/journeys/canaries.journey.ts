import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, test } from '@playwright/test'
import { findBrowser } from '../../build/launch/find-browser.ts'
import { seedServer } from '../../build/seed/seed-server.ts'
import { toWire } from '../../shared/contract/couch.ts'
import { personalNumberCheckDigit } from '../../shared/domain/patient/personal-number.ts'
import { aggregates, collectionNames } from '../../shared/domain/registry.ts'
import { runServer } from '../contracts/server-process.ts'
import { browserArguments } from '../security/browser.ts'
import { fillTexts } from '../security/fill-texts.ts'
import { placesOf, wordsIn } from '../security/find-words.ts'
import { fixedFor } from '../security/hostile-documents.ts'
import { expectSaid, noteWhatIsSaid } from './said.ts'
import { register, signIn, waitUntilSynced } from './steps.ts'

const executablePath = findBrowser()
/** All begin alike, so that one search finds any of them; each is named by what follows. */
const stem = 'Зяблик'
const letters = 'абвгдежзик'
let made = 0
const canary = (): string => {
  made += 1
  return stem + [...String(made).padStart(3, '0')].map((digit) => letters[Number(digit)]).join('')
}

/** Documents whose every text is a canary of its own. */
function canaryDocuments(number: number): { id: string }[] {
  return collectionNames.map((name) => {
    const filling = { textsFor: () => [canary()], fixed: fixedFor(name, number) }
    return fillTexts(aggregates[name].schema, filling).document as { id: string }
  })
}

test('Two hundred canaries in every field, password and token are nowhere but in the databases', async () => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'lekar-canaries-'))
  const place = (name: string): string => {
    const path = join(folder, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const [profile, temporary] = [place('profile'), place('temporary')]
  // Everything is said: what is nowhere in this log is in no other.
  const server = runServer(join(folder, 'data'), ['--log-level', 'debug'], { TMPDIR: temporary })
  let station: BrowserContext | undefined
  try {
    const url = (await server.address)!
    await seedServer({ url, adminUser: 'admin', adminPassword: 'admin-secret', patients: 3, visits: 9 })
    const headers = {
      'content-type': 'application/json',
      authorization: `Basic ${btoa('admin:demo-admin')}`,
    }
    const documents = [1, 2].flatMap(canaryDocuments)
    for (const document of documents) {
      const body = JSON.stringify(toWire(document as never))
      const put = await fetch(`${url}/clinic-demo/${document.id}`, { method: 'PUT', headers, body })
      expect([document.id, put.status]).toEqual([document.id, 201])
    }

    station = await chromium.launchPersistentContext(profile, {
      baseURL: url,
      locale: 'ru-RU',
      viewport: { width: 1366, height: 768 },
      args: browserArguments,
      env: { ...process.env, TMPDIR: temporary } as Record<string, string>,
      ...(executablePath === undefined ? {} : { executablePath }),
    })
    const asked: string[] = []
    station.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
    await noteWhatIsSaid(station)
    const page = station.pages()[0] ?? (await station.newPage())
    await page.goto('/app/')
    const wrongPassword = canary()
    await page.getByLabel('Имя пользователя').fill('doctor')
    await page.getByLabel('Пароль').fill(wrongPassword)
    await page.getByRole('button', { name: 'Войти' }).click()
    await expect(page.getByText('Неверное имя или пароль')).toBeVisible()
    await signIn(page, 'doctor')
    await waitUntilSynced(page)
    const token = (await station.cookies(url)).find(({ name }) => name === 'AuthSession')!.value

    const first13 = '4250371B902PB'
    const personalNumber = first13 + personalNumberCheckDigit(first13)
    await register(page, { personalNumber, family: canary(), given: canary(), patronymic: canary() })
    await expect(page.getByRole('heading', { name: new RegExp(stem) })).toBeVisible()
    await page.keyboard.press('v')
    for (const label of ['Жалобы', 'Анамнез заболевания', 'Объективно'])
      await page.getByLabel(label, { exact: true }).fill(canary())
    await page.getByLabel('Добавить диагноз').fill('J20.9')
    await page.getByRole('option', { name: /J20\.9/ }).click()
    await page.keyboard.press('Control+Enter')
    await expectSaid(page, 'Приём подписан и сохранён на этом ПК')
    await page.keyboard.press('v')
    await page.getByLabel('Жалобы', { exact: true }).fill(canary())
    await expect(page.getByText('Черновик сохранён')).toBeVisible()
    for (const id of ['1', '2'])
      for (const path of ['', `/visits/visit:hostile${id}`, `/prescriptions/prescription:hostile${id}`]) {
        await page.goto(`/app/#/patients/patient:hostile${id}${path}`)
        await expect(page.getByText(new RegExp(stem)).first()).toBeVisible()
      }
    await page.goto('/app/#/inbox')
    await page.goto('/app/#/patients')
    await page.getByLabel('Поиск пациента').fill(canary())
    await waitUntilSynced(page)
    expect(made).toBeGreaterThanOrEqual(200)

    // Errors of the server's own endpoints, asked with canaries in every place.
    const errors: string[] = []
    for (const [method, path] of [
      ['GET', `/clinic-demo/${encodeURIComponent(`visit:${stem}`)}`],
      ['GET', `/clinic-demo/_all_docs?startkey=${encodeURIComponent(stem)}`],
      ['POST', `/clinic-demo/_find`],
      ['PUT', `/api/accounts/x`],
      ['GET', `/${encodeURIComponent(stem)}/%ZZ`],
    ] as const) {
      const body = method === 'GET' ? {} : { body: `{"selector":{"${stem}":{"$made":"${stem}"}}}` }
      const answer = await fetch(url + path, { method, headers, ...body })
      errors.push(await answer.text())
    }
    // The doctor's own password is a part of an id here; stolen-profile.journey.ts looks for a chosen one.
    const words = [stem, token, personalNumber, 'demo-admin', 'admin-secret']
    const log = join(place('log'), 'server.log')
    writeFileSync(log, server.output())
    expect(readFileSync(log, 'utf8')).toMatch(/"route":"\/:db\/_bulk_docs".*"msg":"request"/)
    expect(wordsIn(readFileSync(log), words)).toEqual([])
    // What was asked as it was typed: addresses and where from.
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter((line) => wordsIn(Buffer.from(line), words).length > 0)).toEqual([])
    expect(errors.filter((text) => wordsIn(Buffer.from(text), words.slice(1)).length > 0)).toEqual([])
    // While it runs and when it has ended, also after a lock.
    expect(placesOf(profile, words)).toEqual([])
    await station.close()
    for (const searched of [profile, temporary]) expect(placesOf(searched, words)).toEqual([])
    // The search is no blind one: the names of the records, which are in clear, are found.
    expect(placesOf(profile, ['patient:hostile1']).length).toBeGreaterThan(0)
  } finally {
    await station?.close()
    server.process.kill('SIGKILL')
    await server.exit
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
