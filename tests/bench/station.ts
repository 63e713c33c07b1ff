import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { build } from '../../build/launch/build-product.ts'
import { findBrowser } from '../../build/launch/find-browser.ts'
import { freePort } from '../../build/launch/free-port.ts'
import { startServer } from '../../build/launch/server-process.ts'
import { seedServer } from '../../build/seed/seed-server.ts'
import { openFirstCard, signIn, syncIndicator } from '../journeys/steps.ts'
import { measureLocalSave } from './local-save.ts'
import { round, spread } from './spread.ts'

const adminPassword = 'bench-admin-password'
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

/** The product as people use it, on loopback: server process, built workplace, browser with its own IndexedDB. */
export async function benchStation(size: { patients: number; visits: number }) {
  const { problems } = await build({ onlyIfChanged: true })
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const folder = mkdtempSync(join(tmpdir(), 'lekar-bench-'))
  const server = await startServer({
    port: await freePort(),
    dataFolder: join(folder, 'server'),
    adminPassword,
  })
  await seedServer({ url: server.url, adminUser: 'admin', adminPassword, ...size, light: true })
  const stations: BrowserContext[] = []
  const openStation = async (name: string): Promise<Page> => {
    const executablePath = findBrowser()
    const context = await chromium.launchPersistentContext(join(folder, name), {
      args: flags,
      baseURL: server.url,
      viewport: { width: 1366, height: 768 },
      locale: 'ru-RU',
      ...(executablePath === undefined ? {} : { executablePath }),
    })
    stations.push(context)
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto('/app/')
    return page
  }
  try {
    const first = await openStation('first')
    const firstSync = await measureFirstSync(first)
    const coldOpen = await measureColdOpen(first)
    const card = await measureCard(first)
    const second = await openStation('second')
    await signIn(second, 'feldsher')
    await untilSynced(second)
    const { signMs, stationToStationMs } = await measureVisits(first, second)
    const saveMs = await measureLocalSave(first, 100)
    return {
      ...size,
      firstSync,
      coldOpenToListMs: spread(coldOpen),
      openCardMs: card,
      signUntilToastMs: spread(signMs),
      saveVisitUntilDurableMs: spread(saveMs),
      stationToStationMs: spread(stationToStationMs),
    }
  } finally {
    for (const station of stations) await station.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const untilSynced = (page: Page): Promise<void> =>
  syncIndicator(page).getByText('Синхронизировано').waitFor({ timeout: 600_000 })

async function measureFirstSync(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  let requests = 0
  let bytes = 0
  devtools.on('Network.responseReceived', ({ response }) => {
    if (/_changes|_bulk|_all_docs|_local/.test(response.url)) requests += 1
  })
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  const startedMs = performance.now()
  await signIn(page, 'doctor')
  const usableMs = performance.now() - startedMs
  await untilSynced(page)
  const seconds = round((performance.now() - startedMs) / 1000)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return {
    usableMs: round(usableMs),
    seconds,
    requests,
    megabytes: round(bytes / 1e6),
    heapMegabytes: round(usedSize / 1e6),
  }
}

/** From the start of a page load to the first row of the list, by the page's own clock. */
async function measureColdOpen(page: Page): Promise<number[]> {
  const times: number[] = []
  await page.goto('/app/#/patients')
  for (let run = 0; run < 7; run++) {
    await page.reload({ waitUntil: 'commit' })
    times.push(await whenShown(page, '[role=row] [role=gridcell]'))
  }
  return times
}

/** Milliseconds from the page's start until something that fits the selector is on screen. */
async function whenShown(page: Page, selector: string): Promise<number> {
  const shown = await page.waitForFunction(
    (wanted) => (document.querySelector(wanted) ? performance.now() : undefined),
    selector,
    { polling: 'raf', timeout: 60_000 },
  )
  return (await shown.jsonValue()) as number
}

/** The card with the most visits, from the click on its row to the first visit in the timeline. */
async function measureCard(page: Page) {
  const times: number[] = []
  for (let run = 0; run < 11; run++) {
    await page.goto('/app/#/patients')
    await page
      .getByRole('row')
      .nth(1 + run)
      .waitFor()
    times.push(
      await page.evaluate(async (index) => {
        const row = document.querySelectorAll<HTMLElement>('[role=row]')[index]
        const startedMs = performance.now()
        row?.click()
        while (!document.querySelector('[data-testid=visit-row], [data-testid=no-visits]'))
          await new Promise(requestAnimationFrame)
        return performance.now() - startedMs
      }, 1 + run),
    )
  }
  return spread(times)
}

async function measureVisits(
  first: Page,
  second: Page,
): Promise<{ signMs: number[]; stationToStationMs: number[] }> {
  const { path } = await openFirstCard(first)
  const signMs: number[] = []
  const stationToStationMs: number[] = []
  await second.goto(`/app/#${path}`)
  for (let run = 0; run < 40; run++) {
    const complaint = `Замер ${run} ${'кашель, слабость '.repeat(10)}`
    await first.goto(`/app/#${path}/visits/new`)
    await first.getByLabel('Жалобы', { exact: true }).fill(complaint)
    await first.getByLabel('Добавить диагноз').fill('J06.9')
    await first.getByRole('option', { name: /J06\.9/ }).click()
    await first.getByText('Черновик сохранён').waitFor()
    const seen = second.waitForFunction(
      (text) =>
        document.body.textContent?.includes(text) ? performance.timeOrigin + performance.now() : undefined,
      `Замер ${run} `,
      { polling: 'raf' },
    )
    const pressed = await first.evaluate(() => performance.timeOrigin + performance.now())
    await first.keyboard.press('Control+Enter')
    const saved = await first.waitForFunction(
      () =>
        document.body.textContent?.includes('Приём подписан и сохранён')
          ? performance.timeOrigin + performance.now()
          : undefined,
      undefined,
      { polling: 'raf' },
    )
    const savedMs = (await saved.jsonValue()) as number
    signMs.push(savedMs - pressed)
    stationToStationMs.push(((await (await seen).jsonValue()) as number) - savedMs)
    await first.getByText('Приём подписан и сохранён').waitFor({ state: 'hidden', timeout: 30_000 })
  }
  return { signMs, stationToStationMs }
}
