import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as tlsConnect } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { selfSigned } from './self-signed.ts'
import { runServer, type ServerRun } from './server-process.ts'

let folder: string
let run: ServerRun | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-tls-'))
})
afterEach(async () => {
  run?.process.kill('SIGKILL')
  await run?.exit
  rmSync(folder, { recursive: true, force: true })
})

const cert = (): string => join(folder, 'cert.pem')
const key = (): string => join(folder, 'key.pem')
const store = (name: string): void => {
  const pair = selfSigned(name)
  writeFileSync(cert(), pair.cert)
  writeFileSync(key(), pair.key)
}
const start = (): ServerRun => {
  run = runServer(join(folder, 'data'), ['--tls-cert', cert(), '--tls-key', key()])
  return run
}
const subject = (url: string) =>
  new Promise<string>((resolve, reject) => {
    const port = Number(new URL(url).port)
    const socket = tlsConnect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })
const said = (words: string): Promise<void> => expect.poll(() => run!.output()).toContain(words)

const isWell = (environment: Record<string, string>) =>
  new Promise<boolean>((resolve) => {
    const check = join(import.meta.dirname, '../../sync-server/health-check.ts')
    const child = spawn(process.execPath, [check], { env: { ...process.env, ...environment } })
    child.once('close', (code) => resolve(code === 0))
  })

describe('a server with a certificate', () => {
  it('O8 is well for the health check of its container until it stops', async () => {
    store('first')
    const url = (await start().address)!
    const environment = { LEKAR_HOST: '127.0.0.1', LEKAR_PORT: new URL(url).port, LEKAR_TLS_CERT: cert() }
    expect(await isWell(environment)).toBe(true)
    expect(await isWell({ ...environment, LEKAR_TLS_CERT: '' })).toBe(false)
    run!.process.kill('SIGTERM')
    await run!.exit
    expect(await isWell(environment)).toBe(false)
  }, 30_000)

  it('O5 reads it again on SIGHUP, keeps the old one when the new cannot be used, and ends feeds on SIGTERM', async () => {
    store('first')
    const url = (await start().address)!
    expect(url).toMatch(/^https:/)
    expect(await subject(url)).toBe('first')

    const session = connect(url, { rejectUnauthorized: false })
    const authorization = `Basic ${btoa('admin:admin-secret')}`
    const ask = (method: string, path: string) =>
      new Promise<string>((resolve, reject) => {
        const stream = session.request({ ':method': method, ':path': path, authorization })
        let text = ''
        stream.on('data', (chunk: Buffer) => {
          text += chunk.toString()
        })
        stream.on('end', () => resolve(text)).on('error', reject)
        stream.end()
      })
    await ask('PUT', '/t')
    const waiting = ask('GET', '/t/_changes?feed=longpoll&since=now&heartbeat=10000')

    store('second')
    run!.process.kill('SIGHUP')
    await said('New certificate, valid to 2049-12-31')
    expect(await subject(url)).toBe('second')
    writeFileSync(cert(), 'half a certificate')
    run!.process.kill('SIGHUP')
    await said('The certificate was not changed')
    expect(await subject(url)).toBe('second')
    expect(await ask('GET', '/t')).toContain('"db_name":"t"')

    run!.process.kill('SIGTERM')
    expect(JSON.parse(await waiting)).toMatchObject({ results: [], pending: 0 })
    expect(await run!.exit).toBe(0)
    session.destroy()
  }, 30_000)

  it('O5 does not start with a certificate and a key that do not belong together', async () => {
    store('first')
    writeFileSync(key(), selfSigned('other').key)
    expect(await start().exit).toBe(1)
    expect(run!.output()).toContain('do not belong together')
    expect(run!.output()).not.toContain('PRIVATE')
  }, 30_000)
})
