import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test'
import { freePort } from '../../build/launch/free-port.ts'
import { type ServerProcess, startServer } from '../../build/launch/server-process.ts'
import { seedServer } from '../../build/seed/seed-server.ts'
import { noteWhatIsSaid } from './said.ts'

const adminPassword = 'journey-admin-password'

/** A real server process on a folder of its own, that a journey may kill and start again. */
export interface Clinic {
  url: string
  /** Where the server keeps its databases. */
  dataFolder: string
  /** `kill -9`: no goodbye to anybody. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** A browser profile with its own database: one PC. */
export interface Station {
  page: Page
  context: BrowserContext
}

interface Stage {
  clinic: Clinic
  openStation(): Promise<Station>
}

async function openClinic(patients: number, visits: number): Promise<Clinic & { close(): Promise<void> }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'lekar-journey-'))
  const port = await freePort()
  let server: ServerProcess | undefined = await startServer({ port, dataFolder, adminPassword })
  await seedServer({ url: server.url, adminUser: 'admin', adminPassword, patients, visits })
  return {
    url: server.url,
    dataFolder,
    async kill() {
      const { process } = server!
      const gone = new Promise((resolve) => process.once('exit', resolve))
      process.kill('SIGKILL')
      await gone
      server = undefined
    },
    async start() {
      server = await startServer({ port, dataFolder, adminPassword })
    },
    async close() {
      await server?.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Opens the workplace on a PC of its own. */
export async function newStation(browser: Browser, url: string): Promise<Station> {
  const context = await browser.newContext({ baseURL: url, acceptDownloads: true })
  // The system's own save dialog cannot be clicked by a script; without it the workplace downloads.
  await context.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await noteWhatIsSaid(context)
  const page = await context.newPage()
  await page.goto('/app/')
  return { page, context }
}

/** A journey with a clinic of 60 synthetic patients and as many stations as it opens. */
export const journey = base.extend<Stage>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  clinic: async ({}, use) => {
    const clinic = await openClinic(60, 600)
    await use(clinic)
    await clinic.close()
  },
  openStation: async ({ browser, clinic }, use) => {
    const stations: Station[] = []
    await use(async () => {
      const station = await newStation(browser, clinic.url)
      stations.push(station)
      return station
    })
    for (const station of stations) await station.context.close()
  },
})
