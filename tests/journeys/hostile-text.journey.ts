import { type BrowserContext, expect, type Page } from '@playwright/test'
import { toWire } from '../../shared/contract/couch.ts'
import { type HostileDocument, hostileDocuments } from '../security/hostile-documents.ts'
import { hostileTexts } from '../security/hostile-texts.ts'
import { journey } from './clinic.ts'
import { signIn, waitUntilSynced } from './steps.ts'

/** What must stay empty: what ran, what left, what became markup, what the browser had to refuse. */
interface Watch {
  ran: string[]
  left: string[]
  refused: string[]
}

async function watch(context: BrowserContext, page: Page, url: string): Promise<Watch> {
  const watched: Watch = { ran: [], left: [], refused: [] }
  await context.exposeFunction('pwn', (what: unknown) => watched.ran.push(String(what)))
  await context.exposeFunction('noteRefusal', (what: string) => watched.refused.push(what))
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      (window as unknown as { noteRefusal(what: string): void }).noteRefusal(
        `${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      ),
    ),
  )
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
      watched.left.push(request.url())
  })
  page.on('dialog', (dialog) => {
    watched.ran.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => watched.ran.push(`error ${error.message.slice(0, 200)}`))
  return watched
}

/** Elements of the page and its frames that came from a text. */
const evilElements = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const documents = [
      document,
      ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument),
    ]
    return documents.flatMap((each) =>
      [...(each?.querySelectorAll('[data-evil], [onerror], [onload], a[href^="javascript:"]') ?? [])].map(
        (element) => element.outerHTML.slice(0, 200),
      ),
    )
  })

/** Asks for a lock just before a print dialog opens: Chromium hands it to a page that cannot run. */
const locksWhilePrinting = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const outcomes: string[] = []
    while (outcomes.length < 3) {
      const frame = document.createElement('iframe')
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      document.body.append(frame)
      await loaded
      const held = navigator.locks.request('beside the printer', async () => 'held').catch(String)
      frame.contentWindow?.print()
      outcomes.push(await held)
      frame.remove()
    }
    return outcomes
  })

/** Gives every hostile document to the server; answers those that it refused, in words. */
async function send(url: string): Promise<HostileDocument[]> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Basic ${btoa('admin:demo-admin')}`,
  }
  const refused: HostileDocument[] = []
  for (const each of hostileDocuments()) {
    const address = `${url}/clinic-demo/${each.document.id}`
    const body = JSON.stringify(toWire(each.document as never))
    const put = await fetch(address, { method: 'PUT', headers, body })
    if (put.ok) {
      const kept = (await (await fetch(address, { headers })).json()) as { _rev: string }
      expect({ ...kept, _rev: '' }).toEqual({ ...JSON.parse(body), _rev: '' })
      continue
    }
    const { error, reason } = (await put.json()) as { error: string; reason: string }
    expect([each.text, put.status, error, reason]).toEqual([
      'half a letter',
      400,
      'bad_request',
      expect.not.stringContaining('после'),
    ])
    refused.push(each)
  }
  return refused
}

journey(
  'Texts that somebody wrote to do harm stay texts, in every field, on every page and on paper',
  async ({ clinic, browser }) => {
    journey.setTimeout(400_000)
    const refused = await send(clinic.url)
    // Half a letter cannot be kept as it is, so it is refused in words; everything else comes back letter by letter.
    expect([...new Set(refused.map(({ text }) => text))]).toEqual(['half a letter'])

    const context = await browser.newContext({ baseURL: clinic.url, acceptDownloads: true })
    const page = await context.newPage()
    const watched = await watch(context, page, clinic.url)
    await page.goto('/app/')
    await signIn(page, 'doctor')
    await waitUntilSynced(page)

    const isSound = async (place: string): Promise<void> => {
      await expect(page.getByTestId('sync-indicator'), place).toBeVisible()
      await expect(page.getByRole('heading').first(), place).toBeVisible()
      expect([place, await evilElements(page)]).toEqual([place, []])
      expect([place, watched]).toEqual([place, { ran: [], left: [], refused: [] }])
    }
    const open = async (path: string): Promise<void> => {
      await page.goto(`/app/#${path}`)
      await isSound(path)
    }
    await isSound('the list')
    for (const [number, { name }] of hostileTexts.entries()) {
      if (refused.some(({ text }) => text === name)) continue
      const patient = `/patients/patient:hostile${number}`
      await open(patient)
      await open(`${patient}/edit`)
      await open(`${patient}/visits/visit:hostile${number}`)
      await open(`${patient}/prescriptions/prescription:hostile${number}`)
      const print = page.getByRole('button', { name: 'Печать' })
      // A paper of hundreds of pages keeps the printer's dialog busy for minutes.
      if (name !== 'very long' && (await print.isEnabled())) {
        await print.click()
        await isSound(`the paper of ${patient}`)
      }
    }
    expect(await locksWhilePrinting(page)).toEqual(['held', 'held', 'held'])
    await open('/inbox')
    for (const item of await page.getByRole('option').all()) {
      await item.click()
      await isSound('an item of the inbox')
    }
    await page.goto('/app/#/patients')
    for (const { long } of hostileTexts) {
      await page.getByLabel('Поиск пациента').fill(long.slice(0, 300).replace(/\p{Surrogate}/gu, ''))
      await isSound('the search')
    }
    // The work goes on: an ordinary card opens.
    await page.getByLabel('Поиск пациента').fill('')
    await page.getByRole('row').nth(1).click()
    await isSound('an ordinary card')
    await context.close()
  },
)
