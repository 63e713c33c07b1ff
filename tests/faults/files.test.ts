import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBenchPage } from '../bench/bench-page.ts'
import { people, startClinicServer } from '../contracts/clinic-server.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import type { Files } from './files.page.ts'

const browserPath = '/usr/bin/chromium'

describe.skipIf(!existsSync(browserPath))('files of a clinic (needs /usr/bin/chromium)', () => {
  let browser: Browser
  let server: RunningServer
  beforeAll(async () => {
    server = await startClinicServer()
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  async function openPc(user: keyof typeof people): Promise<Page> {
    const context = await browser.newContext({ baseURL: server.url })
    const [name, password] = people[user].split(':')
    await context.request.post('/_session', { data: { name, password } })
    const page = await context.newPage()
    await openBenchPage(page, '../faults/files.page.ts', 'files')
    await page.evaluate(`files.open()`)
    return page
  }
  const call = <Name extends keyof Files>(page: Page, name: Name, ...given: Parameters<Files[Name]>) =>
    page.evaluate(`files.${name}(...${JSON.stringify(given)})`) as Promise<Awaited<ReturnType<Files[Name]>>>
  const asAdmin = (path: string) => server.ask('GET', path)

  it('A26 go from one PC to another by the server, sealed in parts, each stored once', async () => {
    const [first, second] = [await openPc('doctor'), await openPc('doctor')]
    const length = 75_000
    const id = await call(first, 'put', 1, length)
    expect(id).toMatch(/^file:[\w-]{43}$/)
    expect(await call(first, 'put', 1, length)).toBe(id)
    expect(await call(first, 'read', id, 1, length)).toBe('same')
    expect(await call(second, 'read', id, 1, length)).toBe('not-sent-yet')
    // The line is cut in the middle: what has arrived is not sent again.
    expect(await call(first, 'send', 2)).toEqual({ went: 2, refused: [], left: 1 })
    expect(await call(second, 'read', id, 1, length)).toBe('not-sent-yet')
    expect(await call(first, 'send')).toEqual({ went: 2, refused: [], left: 0 })
    expect(await call(first, 'send')).toEqual({ went: 0, refused: [], left: 0 })
    expect(await call(second, 'read', id, 1, length)).toBe('same')
    // The same paper is scanned into the other PC: it is there already.
    expect(await call(second, 'put', 1, length)).toBe(id)
    expect(await call(second, 'send')).toEqual({ went: 0, refused: [], left: 0 })
    const { rows } = (await asAdmin('/clinic-demo-files/_all_docs?include_docs=true&conflicts=true')).json
    expect(rows).toHaveLength(4)
    for (const { doc } of rows) expect(doc._conflicts).toBeUndefined()
    await first.context().close()
    // Without the server what is here opens.
    await second.context().setOffline(true)
    expect(await call(second, 'read', id, 1, length)).toBe('same')
    expect(await call(second, 'read', `file:${'x'.repeat(43)}`, 1, length)).toBe('no-link')
    await second.context().close()
  }, 60_000)

  it('A28 open with every key that the clinic has had, as soon as a PC has heard of it', async () => {
    const [first, second] = [await openPc('doctor'), await openPc('doctor')]
    const old = await call(first, 'put', 6, 40_000)
    await call(first, 'send')
    expect((await server.ask('POST', '/api/clinics/demo/file-key')).status).toBe(201)
    await second.evaluate(`files.open()`)
    expect(await call(second, 'read', old, 6, 40_000)).toBe('same')
    const fresh = await call(second, 'put', 7, 40_000)
    expect(await call(second, 'send')).toMatchObject({ refused: [], left: 0 })
    // The other PC had no link meanwhile: it seals with the key it has, and what that brings is taken.
    const late = await call(first, 'put', 8, 1000)
    expect(await call(first, 'send')).toMatchObject({ refused: [], left: 0 })
    expect(await call(first, 'read', fresh, 7, 40_000)).toBe('no-key')
    await first.evaluate(`files.open()`)
    expect(await call(first, 'read', fresh, 7, 40_000)).toBe('same')
    expect(await call(second, 'read', late, 8, 1000)).toBe('same')
    await first.context().close()
    await second.context().close()
  }, 60_000)

  it('of a small picture keep every dot and how it is turned, and nothing that the camera wrote', async () => {
    const page = await openPc('doctor')
    expect(await call(page, 'keptPicture', 'image/jpeg', 6)).toEqual({
      before: '32x64 0100',
      after: '32x64 0100',
      type: 'image/jpeg',
      isWordLeft: false,
    })
    expect(await call(page, 'keptPicture', 'image/jpeg', 1)).toMatchObject({ after: '64x32 1000' })
    expect(await call(page, 'keptPicture', 'image/png', 1)).toEqual({
      before: '64x32 1000',
      after: '64x32 1000',
      type: 'image/png',
      isWordLeft: false,
    })
    await page.context().close()
  }, 60_000)

  it('A26 show nothing of their content on the disk and at the server, not even whether a known paper is there', async () => {
    const page = await openPc('doctor')
    const words = 'Выписка: Канарейкина, стенокардия'
    await call(page, 'putText', words)
    await call(page, 'send')
    const text = (await asAdmin('/clinic-demo-files/_all_docs?include_docs=true')).text
    const bytes = new TextEncoder().encode(words)
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes))
    for (const trace of [words, 'text/plain', hash.toString('hex'), hash.toString('base64url')])
      expect(text).not.toContain(trace)
    const disk = (await page.evaluate(`(async () => {
      const found = []
      for (const { name } of await indexedDB.databases()) {
        if (!name.startsWith('_pouch_')) continue
        const database = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result) })
        for (const store of database.objectStoreNames)
          found.push(await new Promise((done) => { const r = database.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(JSON.stringify(r.result)) }))
        database.close()
      }
      return found.join()
    })()`)) as string
    expect(disk).toContain('chunk:')
    for (const trace of [words, 'Канарейкина', 'text/plain']) expect(disk).not.toContain(trace)
    await page.context().close()
  }, 60_000)

  it('A26 are written once: nobody of the clinic changes or removes a part, and what is no file is refused', async () => {
    const page = await openPc('doctor')
    const id = await call(page, 'put', 2, 1000)
    await call(page, 'send')
    const { json: kept } = await asAdmin(`/clinic-demo-files/${id}`)
    const as = people.doctor
    const put = (body: object, path: string = id) =>
      server.ask('PUT', `/clinic-demo-files/${path}`, body, { as })
    const changed = await put({ ...kept, data: 'AQE=' })
    expect([changed.status, changed.json.reason]).toEqual([403, expect.stringMatching(/^file\.written-once/)])
    const gone = await server.ask('DELETE', `/clinic-demo-files/${id}?rev=${kept._rev}`, undefined, { as })
    expect(gone.status).toBe(403)
    expect((await put({ data: 'x' }, 'note')).status).toBe(403)
    for (const path of [`/clinic-demo-files/${id}`, '/api/file-key'])
      expect([path, (await server.ask('GET', path, undefined, { as: people.registrar })).status]).toEqual([
        path,
        403,
      ])
    await page.context().close()
  }, 60_000)

  it('A26 with a part that was changed or put in another’s place are told as damaged, and never shown', async () => {
    const [first, second] = [await openPc('doctor'), await openPc('doctor')]
    const [one, two] = [await call(first, 'put', 3, 1000), await call(first, 'put', 4, 1000)]
    await call(first, 'send')
    const { json: stolen } = await asAdmin(`/clinic-demo-files/${one}`)
    const { json: victim } = await asAdmin(`/clinic-demo-files/${two}`)
    // An administrator of the server may write; the PCs notice.
    await server.ask('PUT', `/clinic-demo-files/${two}`, { ...victim, data: stolen.data })
    expect(await call(second, 'read', one, 3, 1000)).toBe('same')
    expect(await call(second, 'read', two, 4, 1000)).toBe('storage.damaged')
    expect(await call(second, 'read', one, 3, 1000, 'patient:b')).toBe('storage.damaged')
    await first.context().close()
    await second.context().close()
  }, 60_000)
})
