import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { findBrowser } from '../../build/launch/find-browser.ts'
import { freePort } from '../../build/launch/free-port.ts'
import { startServer } from '../../build/launch/server-process.ts'
import { seedServer } from '../../build/seed/seed-server.ts'
import { openBenchPage } from './bench-page.ts'
import { round, spread } from './spread.ts'

const adminPassword = 'bench-admin-password'

interface Answer {
  seconds: number
  usableMs: number | undefined
  counts: { reads: number; writes: number; transactions: object }
  saves: number[]
  usage: number
  /** Of answers, as they came over the line. */
  bytes: number
  documents: number
}

/**
 * The first sync of the data layer alone: requests of IndexedDB a document, which do not depend on the machine, and the
 * time of saves that go on beside it.
 */
export async function benchFirstSync(size: { patients: number; visits: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-bench-'))
  const dataFolder = join(folder, 'server')
  const server = await startServer({ port: await freePort(), dataFolder, adminPassword })
  try {
    await seedServer({ url: server.url, adminUser: 'admin', adminPassword, ...size, light: true })
    const run = async (name: string, everyMs: number, everything = false) => {
      const executablePath = findBrowser()
      const context = await chromium.launchPersistentContext(join(folder, name), {
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
        baseURL: server.url,
        ...(executablePath === undefined ? {} : { executablePath }),
      })
      try {
        const page = context.pages()[0] ?? (await context.newPage())
        const form = { name: 'doctor', password: 'demo-doctor' }
        await context.request.post('/_session', { data: form })
        await openBenchPage(page, 'first-sync.page.ts', 'syncFirst')
        const before = await cpuSeconds(context)
        const answer = (await page.evaluate(`syncFirst(${everyMs}, ${everything})`)) as Answer
        const after = await cpuSeconds(context)
        const spent = Object.fromEntries(
          Object.entries(after).map(([type, seconds]) => [type, round(seconds - (before[type] ?? 0))]),
        )
        return { ...answer, cpuSeconds: spent }
      } finally {
        await context.close()
      }
    }
    const alone = await run('alone', 0)
    const beside = await run('beside', 250)
    const everything = await run('everything', 0, true)
    const { documents } = alone
    return {
      documents,
      megabytes: round(alone.bytes / 1e6),
      /** With the past, which comes on demand otherwise. */
      everything: {
        documents: everything.documents,
        seconds: round(everything.seconds),
        megabytes: round(everything.bytes / 1e6),
        diskMegabytes: round(everything.usage / 1e6),
      },
      seconds: round(alone.seconds),
      cpuSeconds: alone.cpuSeconds,
      listUsableMs: round(alone.usableMs ?? Number.NaN),
      storeReadsPerDocument: round(alone.counts.reads / documents),
      storeWritesPerDocument: round(alone.counts.writes / documents),
      transactions: alone.counts.transactions,
      diskMegabytes: round(alone.usage / 1e6),
      savesBesideMs: spread(beside.saves),
      secondsWithSaves: round(beside.seconds),
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Processor time of the browser's processes by their kind: less shaken by other work on the machine than the clock. */
async function cpuSeconds(context: BrowserContext): Promise<Record<string, number>> {
  const browser = context.browser()
  if (!browser) return {}
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const seconds: Record<string, number> = {}
  for (const { type, cpuTime } of processInfo) seconds[type] = (seconds[type] ?? 0) + cpuTime
  return seconds
}
