import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../shared/contract/content-security-policy.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
let folder: string
const get = (path: string, headers: Record<string, string> = {}) =>
  server.ask('GET', path, undefined, { as: null, headers: { 'accept-encoding': 'identity', ...headers } })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-workplace-'))
  const built = join(folder, 'renderer')
  mkdirSync(join(built, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(
    join(built, 'index.html'),
    '<meta content="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="x.js"></script>',
  )
  writeFileSync(join(built, 'service-worker.js'), 'self')
  writeFileSync(join(built, 'assets/index-Ab12_-cd.js'), 'plain')
  writeFileSync(join(built, 'assets/index-Ab12_-cd.js.br'), brotliCompressSync('packed'))
  server = await startTestServer({ workplaceFolder: built })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the workplace', () => {
  it('W1 is a page with a fresh nonce each time, that its policy names and nothing else may run', async () => {
    const nonces = new Set<string>()
    for (const path of ['/app/', '/app/index.html', '/app/?x=1']) {
      const { status, headers, text } = await get(path)
      expect(status).toBe(200)
      const nonce = /nonce="([^"]+)"/.exec(text)![1]!
      nonces.add(nonce)
      expect(text).not.toContain('__CSP_NONCE__')
      const policy = headers.get('content-security-policy')!
      expect(policy).toBe(contentSecurityPolicy(nonce))
      expect(policy).toContain(
        `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'nonce-${nonce}';`,
      )
      expect(policy).not.toContain('unsafe-inline')
      expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*usb=\(\)/)
      expect(headers.get('cache-control')).toBe('no-cache')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    }
    expect(nonces.size).toBe(3)
    const short = await get('/app')
    expect([short.status, short.headers.get('location')]).toEqual([302, '/app/'])
  })

  it('W2 keeps hashed files for a year, packed where the browser takes it', async () => {
    const plain = await get('/app/assets/index-Ab12_-cd.js')
    expect(plain.text).toBe('plain')
    expect(plain.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const packed = await get('/app/assets/index-Ab12_-cd.js', { 'accept-encoding': 'gzip, br' })
    expect([packed.headers.get('content-encoding'), packed.text]).toEqual(['br', 'packed'])
    const worker = await get('/app/service-worker.js')
    expect([worker.headers.get('cache-control'), worker.headers.get('service-worker-allowed')]).toEqual([
      'no-cache',
      '/app/',
    ])
  })

  it('W2 gives nothing outside its folder', async () => {
    for (const path of [
      '/app/..%2Fsecret.txt',
      '/app/assets/..%2F..%2F..%2Fsecret.txt',
      '/app/..%5Csecret.txt',
      '/app/assets',
      '/app/none.js',
      '/app/x%00.js',
    ]) {
      const { status, text } = await get(path)
      expect([path, status]).toEqual([path, 404])
      expect(text).not.toBe('secret')
    }
  })
})
