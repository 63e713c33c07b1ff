import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../build/launch/run-tool.ts'
import { isTrustedServer } from '../../electron/server-certificate.ts'
import { readSettings } from '../../electron/settings.ts'
import { runServer, type ServerRun } from '../contracts/server-process.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const missing = hasOpenssl ? '' : ' (left out: openssl is not installed)'

describe.skipIf(!hasOpenssl)(`the runbook of a clinic's certificates, walked step by step${missing}`, () => {
  let folder: string
  let run: ServerRun
  let port: number
  const file = (name: string): string => join(folder, name)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lekar-certificates-'))
    const runbook = readFileSync(join(projectRoot, 'docs/runbooks/clinic-certificates.md'), 'utf8')
    const steps = [...runbook.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1])
    expect(steps).toHaveLength(3)
    const walk = spawnSync('sh', ['-e', '-c', steps.join('\n')], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        SERVER_NAME: 'localhost',
        CLINIC_CA_PASSWORD: 'five random words of ours',
      },
    })
    expect([walk.status, walk.stderr.toString()]).toEqual([0, expect.not.stringContaining('rror')])
    run = runServer(file('data'), ['--tls-cert', file('server.pem'), '--tls-key', file('server.key')])
    port = Number(new URL((await run.address)!).port)
  }, 60_000)
  afterAll(async () => {
    run?.process.kill('SIGKILL')
    await run?.exit
    rmSync(folder, { recursive: true, force: true })
  })

  it('makes a server that its authority vouches for, by the rules of OpenSSL', async () => {
    const status = await new Promise((resolve, reject) =>
      get(`https://localhost:${port}/_up`, { ca: readFileSync(file('clinic-ca.pem')) }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      }).on('error', reject),
    )
    expect(status).toBe(200)
  })

  it('makes a setting by which the desktop program believes this server and no other host', async () => {
    const settings = readSettings(folder, [])
    expect(settings.serverUrl).toBe('https://localhost')
    const chain = await new Promise<X509Certificate[]>((resolve, reject) => {
      const socket = connect(
        { port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false },
        () => {
          const found: X509Certificate[] = []
          for (let next = socket.getPeerX509Certificate(); next; next = next.issuerCertificate) {
            found.push(next)
            if (next.issuerCertificate?.raw.equals(next.raw)) break
          }
          socket.destroy()
          resolve(found)
        },
      ).on('error', reject)
    })
    const presented = { hostname: 'localhost', chain, nowMs: Date.now() }
    expect(isTrustedServer(settings.trustedServers!, presented)).toBe(true)
    expect(isTrustedServer(settings.trustedServers!, { ...presented, hostname: 'sync.example.by' })).toBe(
      false,
    )
    expect(isTrustedServer(settings.trustedServers!, { ...presented, chain: chain.slice(0, 1) })).toBe(false)
  })

  it('makes an authority that can sign for this one name, and keys that nobody else can read', () => {
    const authority = new X509Certificate(readFileSync(file('clinic-ca.pem')))
    expect(authority.ca).toBe(true)
    const text = spawnSync('openssl', [
      'x509',
      '-in',
      file('clinic-ca.pem'),
      '-noout',
      '-text',
    ]).stdout.toString()
    expect(text).toMatch(/Name Constraints: critical\s+Permitted:\s+DNS:localhost/)
    expect(text).toMatch(/CA:TRUE, pathlen:0/)
    expect(readFileSync(file('clinic-ca.key'), 'utf8')).toContain('ENCRYPTED PRIVATE KEY')
    for (const name of ['clinic-ca.key', 'server.key']) expect(statSync(file(name)).mode & 0o077).toBe(0)
  })
})
