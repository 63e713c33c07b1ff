import { request } from 'node:http'
import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from '../contracts/running-server.ts'
import { browserPath, launchBrowser, needsBrowser } from './browser.ts'
import { type ForeignServer, startForeignServer } from './foreign-server.ts'

describe('requests that a foreign page makes in a browser', () => {
  let server: RunningServer
  afterEach(() => server.stop())
  const origin = 'https://office.example'
  const post = (headers: Record<string, string>, path = '/t') =>
    server.ask('POST', path, { a: 1 }, { headers }).then(({ status }) => status)

  it('O20 are refused when the browser says where they come from', async () => {
    server = await startTestServer()
    await server.ask('PUT', '/t')
    const own = server.url.replace('http://', '')
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'made-up' },
      { origin },
      { origin: 'null' },
      { origin: `http://${own}.example` },
      { origin: `http://127.0.0.1:1` },
      { origin: `http://${own}`, 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[])
      for (const path of ['/t', '/t/_bulk_docs', '/_session', '/_replicate', '/t/_find', '/none'])
        expect([headers, path, await post(headers, path)]).toEqual([headers, path, 403])
    for (const method of ['PUT', 'DELETE', 'COPY', 'PATCH'])
      expect((await server.ask(method, '/t/d', undefined, { headers: { origin } })).status).toBe(403)
    expect((await server.ask('GET', '/t')).json.doc_count).toBe(0)
  })

  it('O20 are refused when the origin only begins as ours does', async () => {
    server = await startTestServer()
    await server.ask('PUT', '/t')
    const { host: address } = new URL(server.url)
    const authorization = `Basic ${Buffer.from('admin:admin-secret').toString('base64')}`
    // `fetch` sends the host of the address alone.
    const from = (origin: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { host: 'lekar.example', origin, authorization, 'content-type': 'application/json' }
        const asked = request(`http://${address}/t`, { method: 'POST', headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        asked.on('error', reject)
        asked.end('{}')
      })
    expect(await from('http://lekar.example')).toBe(201)
    for (const origin of ['http://lekar.example.org', 'http://lekar.example:81', 'http://my.lekar.example'])
      expect([origin, await from(origin)]).toEqual([origin, 403])
  })

  it('O20 pass from our own pages, from programs, and when they only read', async () => {
    server = await startTestServer()
    await server.ask('PUT', '/t')
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: server.url },
      // A proxy in front that asks under another name: the browser's word is what counts.
      { origin: 'https://sync.example.by', 'sec-fetch-site': 'same-origin' },
    ] as Record<string, string>[])
      expect([headers, await post(headers)]).toEqual([headers, 201])
    const read = await server.ask('GET', '/t', undefined, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(read.status).toBe(200)
  })

  it('O20 pass from pages that are named, with the session only when that is said', async () => {
    for (const [cors, cookie, status] of [
      [{ origins: [origin], credentials: true }, true, 201],
      [{ origins: [origin], credentials: false }, false, 201],
      [{ origins: [origin], credentials: false }, true, 403],
      [{ origins: ['*'], credentials: false }, false, 201],
      [{ origins: ['*'], credentials: false }, true, 403],
      [{ origins: ['https://other.example'], credentials: true }, true, 403],
    ] as const) {
      server = await startTestServer({ cors })
      await server.ask('PUT', '/t')
      const session = cookie ? { cookie: 'AuthSession=x' } : {}
      const answer = await post({ origin, 'sec-fetch-site': 'cross-site', ...session })
      expect([cors, cookie, answer]).toEqual([cors, cookie, status])
      await server.stop()
    }
    server = await startTestServer()
  })
})

describe.skipIf(!browserPath)(`a foreign page in the browser of a signed-in person${needsBrowser}`, () => {
  let server: RunningServer
  let foreign: ForeignServer
  let browser: Browser
  beforeAll(async () => {
    server = await startTestServer()
    await server.ask('PUT', '/t')
    await server.ask('PUT', '/t/_security', { members: { names: [], roles: [] }, admins: {} })
    foreign = await startForeignServer()
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await foreign?.close()
    await server?.stop()
  })

  const signedIn = async (): Promise<Page> => {
    const page = await browser.newPage()
    await page.request.post(`${server.url}/_session`, { data: { name: 'admin', password: 'admin-secret' } })
    return page
  }
  /** Sends what needs no permission: forms of each kind, and requests that are not allowed to read the answer. */
  const attack = (page: Page) =>
    page.evaluate(async (url) => {
      const answers: Record<string, string> = {}
      const simple = (path: string, type: string, body: string) =>
        fetch(url + path, {
          method: 'POST',
          mode: 'no-cors',
          credentials: 'include',
          headers: { 'content-type': type },
          body,
        }).then(
          ({ type: kind }) => {
            answers[path] = kind
          },
          () => {
            answers[path] = 'failed'
          },
        )
      await simple('/t', 'text/plain', '{"_id":"by-fetch"}')
      await simple('/t/_bulk_docs', 'text/plain;application/json', '{"docs":[{"_id":"by-bulk"}]}')
      await simple('/t/_purge', 'text/plain', '{}')
      await simple('/_replicate', 'text/plain', '{"source":"t","target":"u","create_target":true}')
      await simple('/_session', 'application/x-www-form-urlencoded', 'name=admin&password=wrong')
      const send = (path: string, name: string, value: string) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe')
          frame.name = `f${Math.random()}`
          document.body.append(frame)
          const form = document.createElement('form')
          Object.assign(form, {
            method: 'post',
            action: url + path,
            target: frame.name,
            enctype: 'text/plain',
          })
          const field = document.createElement('input')
          Object.assign(field, { name, value })
          form.append(field)
          document.body.append(form)
          frame.addEventListener('load', () => resolve())
          form.submit()
          setTimeout(resolve, 700)
        })
      await send('/t', '{"_id":"by-form","x":"', '"}')
      await send('/t/_bulk_docs', '{"docs":[{"_id":"by-form-bulk","x":"', '"}]}')
      return answers
    }, server.url)

  it.each(['crossSite', 'sameSite'] as const)(
    'O20 writes nothing, reads nothing and starts nothing: %s',
    async (site) => {
      const page = await signedIn()
      await page.goto(`${foreign[site]}/attack`)
      const answers = await attack(page)
      expect(Object.keys(answers)).toHaveLength(5)
      const { rows } = (await server.ask('GET', '/t/_all_docs')).json
      expect(rows).toEqual([])
      expect((await server.ask('GET', '/u')).status).toBe(404)
      const read = await page.evaluate(
        (url) =>
          fetch(`${url}/_session`, { credentials: 'include' }).then(
            () => 'read',
            () => 'refused',
          ),
        server.url,
      )
      expect(read).toBe('refused')
      // The person is still signed in, and so are the words of the attack not counted as wrong passwords.
      const session = await page.request.get(`${server.url}/_session`)
      expect((await session.json()).userCtx.name).toBe('admin')
      await page.close()
    },
    30_000,
  )

  it('O20 the same from a page of our own is written', async () => {
    const page = await signedIn()
    await page.goto(`${server.url}/`)
    // A bare JSON answer may ask nobody; a page of ours is what the workplace is.
    const cookies = await page.context().cookies(server.url)
    expect(cookies.map(({ name, httpOnly, sameSite, path }) => ({ name, httpOnly, sameSite, path }))).toEqual(
      [{ name: 'AuthSession', httpOnly: true, sameSite: 'Strict', path: '/' }],
    )
    const answer = await page.request.post(`${server.url}/t`, {
      headers: { origin: server.url, 'sec-fetch-site': 'same-origin' },
      data: { _id: 'ours' },
    })
    expect(answer.status()).toBe(201)
    await page.close()
  }, 30_000)
})
