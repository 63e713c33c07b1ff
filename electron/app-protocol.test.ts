import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appFile, serveApp } from './app-protocol.ts'

let folder: string
let handler: (request: Request) => Promise<Response>
const fetchFromServer = vi.fn(async (_url: string, _init?: RequestInit) => new Response('{}'))

const session = {
  protocol: { handle: (_scheme: string, handle: typeof handler) => (handler = handle) },
  fetch: fetchFromServer,
} as unknown as Session

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-app-'))
  mkdirSync(join(folder, 'renderer'))
  writeFileSync(
    join(folder, 'renderer', 'index.html'),
    '<script nonce="__CSP_NONCE__"></script><meta nonce="__CSP_NONCE__">',
  )
  writeFileSync(join(folder, 'renderer', 'app.js'), 'run()')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  mkdirSync(join(folder, 'renderer-other'))
  writeFileSync(join(folder, 'renderer-other', 'x.js'), 'other')
  fetchFromServer.mockClear()
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('A file of the workplace', () => {
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../renderer-other/x.js',
    '/%00',
    '/%E0%A4%A',
    '/no-such.js',
  ])('is not found outside its folder: %s', async (path) => {
    expect((await appFile(join(folder, 'renderer'), path)).status).toBe(404)
  })

  it('gets a fresh nonce in page and policy at each load', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await appFile(join(folder, 'renderer'), '/')
        const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
        expect(await response.text()).toBe(`<script nonce="${nonce}"></script><meta nonce="${nonce}">`)
        return nonce
      }),
    )
    expect(nonces[0]).not.toBe(nonces[1])
  })

  it('has its media type and may not be sniffed', async () => {
    const response = await appFile(join(folder, 'renderer'), '/app.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('The app protocol', () => {
  beforeEach(() => {
    serveApp(session, { rendererFolder: join(folder, 'renderer'), serverUrl: 'http://127.0.0.1:4180' })
  })

  it('passes everything but the workplace to the sync server, with its query and body', async () => {
    await handler(
      new Request('app://lekar/clinic-demo/_bulk_docs?x=1', { method: 'POST', body: '{"docs":[]}' }),
    )
    const [url, init] = fetchFromServer.mock.calls[0]!
    expect(url).toBe('http://127.0.0.1:4180/clinic-demo/_bulk_docs?x=1')
    expect(init).toMatchObject({ method: 'POST', credentials: 'include', bypassCustomProtocolHandlers: true })
    expect(await new Response(init!.body).text()).toBe('{"docs":[]}')
  })

  it('never lets a path choose another server', async () => {
    await handler(new Request('app://lekar//evil.example/x'))
    expect(new URL(fetchFromServer.mock.calls[0]![0]).host).toBe('127.0.0.1:4180')
  })

  it('knows no other host', async () => {
    expect((await handler(new Request('app://other/app/index.html'))).status).toBe(404)
    expect(fetchFromServer).not.toHaveBeenCalled()
  })

  it('shows a printed page only while it is being printed, and runs nothing in it', async () => {
    const prints = serveApp(session, { rendererFolder: folder, serverUrl: 'http://127.0.0.1:4180' })
    const page = prints.add('<p>рецепт</p>')
    const response = await handler(new Request(page.url))
    expect(await response.text()).toBe('<p>рецепт</p>')
    expect(response.headers.get('content-security-policy')).not.toContain('script-src')
    page.remove()
    expect((await handler(new Request(page.url))).status).toBe(404)
  })
})
