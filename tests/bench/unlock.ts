import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build } from '../../build/launch/build-product.ts'
import { findBrowser } from '../../build/launch/find-browser.ts'
import { freePort } from '../../build/launch/free-port.ts'
import { startServer } from '../../build/launch/server-process.ts'
import { seedServer } from '../../build/seed/seed-server.ts'
import { signIn, waitUntilSynced } from '../journeys/steps.ts'
import { openBenchPage } from './bench-page.ts'
import { round, spread } from './spread.ts'

const adminPassword = 'bench-admin-password'
const runs = 7

/**
 * From the Enter after the password to the first row of the list, with the server and without it, and the cost of the
 * seal for a document.
 */
export async function benchUnlock(size: { patients: number; visits: number }) {
  const { problems } = await build({ onlyIfChanged: true })
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const folder = mkdtempSync(join(tmpdir(), 'lekar-bench-'))
  const server = await startServer({
    port: await freePort(),
    dataFolder: join(folder, 'server'),
    adminPassword,
  })
  await seedServer({ url: server.url, adminUser: 'admin', adminPassword, ...size, light: true })
  const executablePath = findBrowser()
  const context = await chromium.launchPersistentContext(join(folder, 'station'), {
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    baseURL: server.url,
    viewport: { width: 1366, height: 768 },
    locale: 'ru-RU',
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto('/app/')
    await signIn(page, 'doctor')
    await waitUntilSynced(page)
    const withServer = await measureUnlock(page)
    await context.setOffline(true)
    const withoutServer = await measureUnlock(page)
    await context.setOffline(false)
    await openBenchPage(page, 'sealing.page.ts', 'sealDocuments')
    const sealing = (await page.evaluate('sealDocuments(60)')) as {
      seal: number[]
      open: number[]
      bytes: number
    }
    return {
      ...size,
      unlockToListMs: spread(withServer),
      unlockToListWithoutServerMs: spread(withoutServer),
      sealMsADocument: milliseconds(sealing.seal),
      openMsADocument: milliseconds(sealing.open),
      bytesADocument: round(sealing.bytes),
    }
  } finally {
    await context.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Three decimals: a document costs hundredths of a millisecond. */
const milliseconds = (times: readonly number[]) => {
  const { p50, p95 } = spread(times.map((ms) => ms * 1000))
  return { p50: p50 / 1000, p95: p95 / 1000 }
}

async function measureUnlock(page: Page): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    await page.goto('/app/#/patients')
    await page.getByRole('button', { name: /Соколовская/ }).click()
    await page.getByRole('menuitem', { name: 'Заблокировать' }).click()
    await page.getByLabel('Пароль').fill('demo-doctor')
    times.push(
      await page.evaluate(async () => {
        const form = document.querySelector('form')
        const startedMs = performance.now()
        form?.requestSubmit()
        while (!document.querySelector('[role=row] [role=gridcell]')) await new Promise(requestAnimationFrame)
        return performance.now() - startedMs
      }),
    )
  }
  return times
}
