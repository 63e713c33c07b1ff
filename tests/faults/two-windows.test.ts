import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageScript } from '../bench/bench-page.ts'
import { clinic, startClinic } from './line.ts'
import type { TwoWindows } from './two-windows.page.ts'

const browserPath = '/usr/bin/chromium'
/** Serves the page and hands everything else to the server as one and the same user. */
function serve(script: string, target: string): Promise<Server> {
  const authorization = `Basic ${btoa('admin:admin-secret')}`
  const server = createServer(async (request, response) => {
    if (request.url === '/')
      return response.end('<!doctype html><script type="module" src="/page.js"></script>')
    if (request.url === '/page.js') return response.setHeader('content-type', 'text/javascript').end(script)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    try {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const encoding = request.headers['content-encoding']
      const answer = await fetch(target + request.url, {
        method: request.method ?? 'GET',
        headers: {
          authorization,
          'content-type': 'application/json',
          'accept-encoding': 'identity',
          ...(encoding ? { 'content-encoding': encoding } : {}),
        },
        signal: gone.signal,
        ...(request.method === 'POST' ? { body: Buffer.concat(parts) } : {}),
      })
      response.writeHead(answer.status, { 'lekar-protocol': answer.headers.get('lekar-protocol') ?? '' })
      for await (const chunk of answer.body ?? []) response.write(chunk)
      return response.end()
    } catch {
      return response.destroy()
    }
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describe.skipIf(!existsSync(browserPath))('two windows of one browser (needs /usr/bin/chromium)', () => {
  let browser: Browser
  let pages: Server
  let server: Awaited<ReturnType<typeof startClinic>>
  beforeAll(async () => {
    server = await startClinic()
    pages = await serve(await pageScript('../faults/two-windows.page.ts'), server.url)
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking']
    browser = await chromium.launch({ executablePath: browserPath, args })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    pages?.closeAllConnections()
    pages?.close()
    await server?.stop()
  })

  const call = (page: Page, name: keyof TwoWindows, ...given: unknown[]) =>
    page.evaluate(
      ([method, parameters]) => {
        const { windows } = globalThis as unknown as {
          windows: Record<string, (...all: unknown[]) => unknown>
        }
        return windows[method as string]!(...(parameters as unknown[]))
      },
      [name, given] as const,
    )

  it('show one status, send what is written in each, and go on when the leading one is closed', async () => {
    const context = await browser.newContext()
    const open = async () => {
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`)
      await page.waitForFunction('globalThis.windows')
      await call(page, 'open')
      return page
    }
    const leading = await open()
    await call(leading, 'sent')
    const other = await open()
    await call(other, 'sent')
    const ids = [await call(leading, 'write'), await call(other, 'write')] as string[]
    // What was written last is counted a moment later, in the window that leads.
    for (const id of ids) await expect.poll(() => call(other, 'state', id)).toBe('on-server')
    for (const page of [leading, other]) await call(page, 'sent')
    await leading.close()
    ids.push((await call(other, 'write')) as string)
    const statusOf = async (id: string) => (await server.ask('GET', `/${clinic}/${id}`)).status
    for (const id of ids) await expect.poll(() => statusOf(id)).toBe(200)
    await call(other, 'sent')
  }, 60_000)
})
