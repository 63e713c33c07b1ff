import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../../build/launch/find-browser.ts'
import { freePort } from '../../../build/launch/free-port.ts'
import { projectRoot, spawnNode } from '../../../build/launch/run-tool.ts'
import { type ServerProcess, startServer } from '../../../build/launch/server-process.ts'
import { createRandom } from '../../../build/seed/random.ts'
import { seedServer } from '../../../build/seed/seed-server.ts'
import { openBenchPage } from '../../bench/bench-page.ts'
import { type FrameTap, openFrameTap } from './frame-tap.ts'
import { killBrowser, tearLog } from './kill-browser.ts'
import { type LineSpeed, openSlowLine, type SlowLine } from './slow-line.ts'

const adminPassword = 'ring-admin-password'
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A PC: a profile on the disk, a line of its own, and a browser that may be started again. */
export interface Pc {
  line: SlowLine
  /** Frames of HTTP/2, on a stage with TLS. */
  tap: FrameTap | undefined
  page(): Page
  /** Its browser's process, for killing. */
  start(): Promise<void>
  kill(): Promise<void>
  /** After a kill: makes it one in the middle of a write to the disk. */
  tear(): void
}

export interface RingStage {
  server: ServerProcess
  /** Every document of the clinic on the server. */
  documents(): Promise<Record<string, unknown>[]>
  pc(user: 'doctor' | 'feldsher', speed: LineSpeed): Promise<Pc>
  close(): Promise<void>
}

/** The same server and folder over TLS, with a certificate made for this run: browsers then speak HTTP/2. */
async function withTls(plain: ServerProcess, port: number, folder: string): Promise<ServerProcess> {
  await plain.stop()
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-days', '2', '-nodes']
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    ...subject,
    '-keyout',
    key,
    '-out',
    cert,
  ])
  if (made.status !== 0) throw new Error('openssl could not make a certificate')
  const args = ['--data', join(folder, 'server'), '--port', String(port), '--log-level', 'warn']
  const child = spawnNode(
    join(projectRoot, 'sync-server/main.ts'),
    [...args, '--tls-cert', cert, '--tls-key', key],
    {},
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  // The certificate is our own: this process trusts whoever answers on its own machine.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  const url = `https://127.0.0.1:${port}`
  for (let tries = 0; !(await fetch(`${url}/api/status`).catch(() => undefined))?.ok; tries++) {
    if (tries > 200) throw new Error('the server does not answer over TLS')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { url, process: child, stop }
}

/** The real parts: a server process, Chromium profiles, and lines of TCP that can be bad. */
export async function openRing(size: { patients: number; visits: number }, tls = false): Promise<RingStage> {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-ring-'))
  const port = await freePort()
  const dataFolder = join(folder, 'server')
  const plain = await startServer({ port, dataFolder, adminPassword })
  await seedServer({ url: plain.url, adminUser: 'admin', adminPassword, ...size })
  const server = tls ? await withTls(plain, port, folder) : plain
  const ends: (() => Promise<void>)[] = []
  let made = 0
  return {
    server,
    async documents() {
      const answer = await fetch(`${server.url}/clinic-demo/_all_docs?include_docs=true`, {
        headers: { authorization: `Basic ${btoa('doctor:demo-doctor')}` },
      })
      const { rows } = (await answer.json()) as { rows: { doc: Record<string, unknown> }[] }
      return rows.map(({ doc }) => doc)
    },
    async pc(user, speed) {
      const tap = tls
        ? await openFrameTap(port, join(folder, 'cert.pem'), join(folder, 'key.pem'))
        : undefined
      const line = await openSlowLine(tap?.port ?? port, createRandom('ring', user, made), speed)
      const profile = join(folder, `profile-${made++}`)
      let context: BrowserContext | undefined
      let page: Page | undefined
      const pc: Pc = {
        line,
        tap,
        page: () => page!,
        async start() {
          const executablePath = findBrowser()
          context = await chromium.launchPersistentContext(profile, {
            args: flags,
            baseURL: tls ? line.url.replace('http', 'https') : line.url,
            ignoreHTTPSErrors: tls,
            ...(executablePath === undefined ? {} : { executablePath }),
          })
          // Signing in is not what is measured: the cookie comes by the direct way.
          const signed = await fetch(`${server.url}/_session`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ name: user, password: `demo-${user}` }),
          })
          const [name, value] = signed.headers.getSetCookie()[0]!.split(';')[0]!.split('=')
          await context.addCookies([{ name: name!, value: value!, domain: '127.0.0.1', path: '/' }])
          page = context.pages()[0] ?? (await context.newPage())
          await openBenchPage(page, '../simulation/ring/ring.page.ts', 'ring')
        },
        async kill() {
          const here = context
          if (!here) return
          context = undefined
          await killBrowser(here)
        },
        tear: () => tearLog(profile),
      }
      ends.push(async () => {
        await context?.close().catch(() => undefined)
        await line.close()
        tap?.close()
      })
      return pc
    },
    async close() {
      for (const end of ends) await end()
      await server.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
