import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crashReport } from '../../renderer/app/crash-report.ts'
import { mainOptions, usage } from '../../sync-server/options.ts'
import { runServer, type ServerRun } from '../contracts/server-process.ts'

const secret = 'chaffinch-secret-9731'

describe('A secret', () => {
  let folder: string
  let run: ServerRun
  let url: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lekar-arguments-'))
    run = runServer(folder, ['--log-level', 'debug'], {
      LEKAR_ADMIN_PASSWORD: secret,
      LEKAR_METRICS_TOKEN: `${secret}-token`,
    })
    url = (await run.address)!
  }, 30_000)
  afterAll(async () => {
    run.process.kill('SIGKILL')
    await run.exit
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(['admin-password', 'password', 'token', 'metrics-token', 'jwt-secret', 'cookie-secret'])(
    'O23 is taken by no argument: --%s',
    (name) => {
      const options = mainOptions([`--${name}=${secret}`], {})
      expect(options.ok).toBe(false)
      expect(JSON.stringify(options)).not.toContain(secret)
      expect(usage).not.toMatch(new RegExp(`--${name}\\b`))
    },
  )

  it('O23 is refused in the address of a CouchDB among the arguments, without being repeated', () => {
    const address = `http://admin:${secret}@127.0.0.1:5984`
    const options = mainOptions(['--couchdb-url', address], {})
    expect(options.ok).toBe(false)
    expect(JSON.stringify(options)).not.toContain(secret)
    expect(mainOptions([], { LEKAR_COUCHDB_URL: address }).ok).toBe(true)
  })

  it.skipIf(process.platform !== 'linux')(
    'O23 stands in no argument and no title of the running server (needs /proc)',
    () => {
      const line = readFileSync(`/proc/${run.process.pid}/cmdline`, 'utf8')
      expect(line).toContain('main.ts')
      expect(line).not.toContain(secret)
    },
  )

  it('O23 A6 stands in no log and no error, wherever it was shown', async () => {
    const basic = `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}`
    const answers: string[] = []
    const ask = async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(url + path, init)
      answers.push(await answer.text(), JSON.stringify([...answer.headers]))
      return answer.status
    }
    const json = { 'content-type': 'application/json' }
    expect(await ask('/_session', { headers: { authorization: basic } })).toBe(200)
    expect(await ask('/metrics', { headers: { authorization: `Bearer ${secret}-token` } })).toBe(200)
    await ask('/_session', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ name: secret, password: secret }),
    })
    await ask('/_session', { method: 'POST', headers: json, body: `{"name":"admin","password":"${secret}` })
    await ask('/_session', { headers: { authorization: `Bearer ${secret}` } })
    await ask('/_session', { headers: { cookie: `AuthSession=${encodeURIComponent(secret)}` } })
    await ask(`/api/accounts/x?password=${encodeURIComponent(secret)}`, { headers: { authorization: basic } })
    await ask('/api/accounts/x', {
      method: 'PUT',
      headers: { ...json, authorization: basic },
      body: JSON.stringify({ password: secret, practitioner: secret }),
    })
    await ask('/_replicate', {
      method: 'POST',
      headers: { ...json, authorization: basic },
      body: JSON.stringify({ source: `http://a:${encodeURIComponent(secret)}@127.0.0.1:1/x`, target: 'y' }),
    })
    for (const text of [...answers, run.output()])
      for (const form of [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64').slice(0, 12),
      ])
        expect(text).not.toContain(form)
    expect(run.output()).toContain('"msg":"request"')
  })

  it('O23 and no word of a patient stands in a report of a crash', () => {
    const error = new TypeError('Cannot read Зяблик of Ковальчук', { cause: new Error(secret) })
    const report = crashReport(error, {
      page: `#/patients/patient:1?q=${encodeURIComponent(secret)}`,
      userAgent: 'test',
      nowMs: 0,
    })
    const text = JSON.stringify(report)
    for (const word of [secret, encodeURIComponent(secret), 'Ковальчук']) expect(text).not.toContain(word)
  })
})
