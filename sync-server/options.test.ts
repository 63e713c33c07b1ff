import { describe, expect, it } from 'vitest'
import { mainOptions, usage } from './options.ts'

const value = (args: string[], environment: Record<string, string> = {}) => {
  const result = mainOptions(args, environment)
  return result.ok ? result.value : result.error
}

describe('the options of the server', () => {
  it('take arguments before the environment before defaults', () => {
    expect(value([])).toMatchObject({
      folder: 'data',
      host: '127.0.0.1',
      port: 4180,
      logLevel: 'info',
      renewEpochs: false,
    })
    expect(value(['--port', '5000'], { LEKAR_PORT: '6000', LEKAR_DATA: '/srv/lekar' })).toMatchObject({
      folder: '/srv/lekar',
      port: 5000,
    })
    expect(value(['--restored'])).toMatchObject({ renewEpochs: true, behindTls: false })
    expect(value(['--behind-tls'])).toMatchObject({ behindTls: true })
    expect(value([], { LEKAR_BEHIND_TLS: '1' })).toMatchObject({ behindTls: true })
  })

  it('E2 take the address of a CouchDB, and never repeat its secret', () => {
    const environment = { LEKAR_COUCHDB_URL: 'http://admin:s3cret@couch:5984' }
    expect(value([], environment)).toMatchObject({ couchdb: { host: 'couch', shown: 'http://couch:5984' } })
    expect(value([])).toMatchObject({ couchdb: undefined })
    const wrong = value(['--couchdb-url', 'admin:s3cret@couch'])
    expect(wrong).toContain('--couchdb-url')
    expect(wrong).not.toContain('s3cret')
  })

  it('O3 refuse plain HTTP beyond this machine unless that is said', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'sync.example', '127.evil.example']) {
      expect(value(['--host', host])).toContain('plain HTTP')
      expect(value(['--host', host, '--behind-tls'])).toMatchObject({ host, behindTls: true })
      expect(value(['--host', host], { LEKAR_INSECURE_HTTP: '1' })).toMatchObject({ host })
      const tls = { LEKAR_TLS_CERT: 'c.pem', LEKAR_TLS_KEY: 'k.pem' }
      expect(value(['--host', host], tls)).toMatchObject({ tlsFiles: { cert: 'c.pem', key: 'k.pem' } })
    }
    for (const host of ['127.0.0.1', '127.0.0.2', 'localhost', '::1'])
      expect(value(['--host', host])).toMatchObject({ host })
    expect(value(['--tls-cert', 'c.pem'])).toContain('go together')
  })

  it('O1 take origins as browsers name them, and no credentials for all', () => {
    const origins = ['https://a.example', 'http://localhost:3000']
    expect(value(['--cors-origin', origins.join(', '), '--cors-credentials'])).toMatchObject({
      cors: { origins, credentials: true },
    })
    expect(value([], { LEKAR_CORS_ORIGIN: '*' })).toMatchObject({
      cors: { origins: ['*'], credentials: false },
    })
    expect(value(['--cors-origin', '*', '--cors-credentials'])).toContain('named origins')
    expect(value(['--cors-origin', 'https://a.example/path'])).toContain('no origin')
    expect(value(['--cors-credentials'])).toContain('--cors-origin')
  })

  it('can all be given by the environment, but what is meant for one start', () => {
    for (const [, option] of usage.matchAll(/^ {2}--([a-z-]+)/gm))
      if (option !== 'restored')
        expect(usage).toContain(`LEKAR_${option!.toUpperCase().replaceAll('-', '_')}`)
  })

  it('R3 take the bounds of replications', () => {
    const environment = { LEKAR_REPLICATION_HOSTS: 'a.local, b.local', LEKAR_REPLICATIONS: '7' }
    expect(value([], environment)).toMatchObject({
      replication: { hosts: ['a.local', 'b.local'], running: 7 },
    })
    expect(value([], { LEKAR_REPLICATIONS: 'many' })).toContain('LEKAR_REPLICATIONS')
  })

  it('S42 take the addresses of own servers, without what signs in there', () => {
    const own = 'https://couch.example, http://lekar:secret@10.0.0.7:5984/x'
    expect(value([], { LEKAR_OWN_SERVERS: own })).toMatchObject({
      replication: { ownServers: ['https://couch.example', 'http://10.0.0.7:5984'] },
    })
    expect(value([], { LEKAR_OWN_SERVERS: 'couch.example' })).toContain('LEKAR_OWN_SERVERS')
  })

  it('say what is wrong with them', () => {
    expect(value(['--port', 'many'])).toContain('--port')
    expect(value(['--log-level', 'loud'])).toContain('--log-level')
    expect(value(['--unknown'])).toContain('--unknown')
    expect(value(['--help'])).toBe('help')
  })
})
