// Measures local data and sync in a real browser against a running server:
// node tests/bench/workplace/local-data.ts --server http://127.0.0.1:4180 --user admin --password PASSWORD [--port 4221]
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import type { Bench } from './page.ts'

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'http://127.0.0.1:4180' },
    user: { type: 'string', default: 'admin' },
    password: { type: 'string', default: '' },
    port: { type: 'string', default: '4221' },
    browser: { type: 'string', default: '/usr/bin/chromium' },
  },
})

const requests = { count: 0, bytes: 0 }
const authorization = `Basic ${btoa(`${values.user}:${values.password}`)}`

async function pageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '#shared': new URL('../../../shared', import.meta.url).pathname } },
    build: {
      write: false,
      rolldownOptions: { input: new URL('page.ts', import.meta.url).pathname },
    },
  })
  const outputs = Array.isArray(result) ? result[0] : result
  if (!outputs || !('output' in outputs)) throw new Error('nothing was built')
  return outputs.output[0].code
}

/** Serves the page and forwards everything else, so that page and server have one origin. */
function serve(script: string) {
  const server = createServer(async (request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end('<!doctype html><script type="module" src="/page.js"></script>')
      return
    }
    if (request.url === '/page.js') {
      response.setHeader('content-type', 'text/javascript')
      response.end(script)
      return
    }
    requests.count += 1
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    try {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const answer = await fetch(values.server + request.url, {
        method: request.method ?? 'GET',
        headers: { authorization, 'content-type': 'application/json', 'accept-encoding': 'identity' },
        signal: gone.signal,
        ...(request.method === 'POST' ? { body: Buffer.concat(parts) } : {}),
      })
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
        'lekar-protocol': answer.headers.get('lekar-protocol') ?? '',
      })
      for await (const chunk of answer.body ?? []) {
        requests.bytes += chunk.length
        response.write(chunk)
      }
      response.end()
    } catch {
      response.destroy()
    }
  })
  return new Promise<typeof server>((resolve) =>
    server.listen(Number(values.port), '127.0.0.1', () => resolve(server)),
  )
}

const call = <Name extends keyof Bench>(page: Page, name: Name, ...given: Parameters<Bench[Name]>) =>
  page.evaluate(
    ([method, parameters]) => {
      const { bench } = globalThis as unknown as { bench: Record<string, (...all: unknown[]) => unknown> }
      return bench[method as string]!(...(parameters as unknown[]))
    },
    [name, given] as const,
  ) as Promise<Awaited<ReturnType<Bench[Name]>>>

const percentile = (times: number[], share: number) =>
  Math.round((times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0) * 10) / 10
const spread = (times: number[]) => ({ p50: percentile(times, 0.5), p95: percentile(times, 0.95) })

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(error.message))
  await page.goto(`http://127.0.0.1:${values.port}/`)
  await page.waitForFunction('globalThis.bench')
  return page
}

const server = await serve(await pageScript())
const browser = await chromium.launch({
  executablePath: values.browser,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
})
try {
  const context = await browser.newContext()
  let page = await newPage(context)
  const startedMs = performance.now()
  await call(page, 'open')
  const { heapBytes } = await call(page, 'synced')
  const firstSyncMs = Math.round(performance.now() - startedMs)
  const firstSync = { ms: firstSyncMs, ...requests, heapMB: Math.round(heapBytes / 1e6) }
  console.error(JSON.stringify({ firstSync }))
  await page.close()
  page = await newPage(context)
  const again = await call(page, 'open')
  await call(page, 'synced')
  const save = spread(await call(page, 'saveVisits', 100))
  const card = spread(await call(page, 'openCards', 200))
  const other = await newPage(await browser.newContext())
  await call(other, 'open')
  await call(other, 'synced')
  const latencies: number[] = []
  for (let i = 0; i < 30; i++) {
    const token = `token ${startedMs} ${i}`
    const arrival = call(other, 'seen', token)
    const sentMs = await call(page, 'mark', token)
    latencies.push((await arrival) - sentMs)
  }
  console.log(JSON.stringify({ firstSync, again, save, card, stationToStation: spread(latencies) }, null, 2))
} finally {
  await browser.close()
  server.closeAllConnections()
  server.close()
}
