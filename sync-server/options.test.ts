import { describe, expect, it } from 'vitest'
import { mainOptions } from './options.ts'

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

  it('say what is wrong with them', () => {
    expect(value(['--port', 'many'])).toContain('--port')
    expect(value(['--log-level', 'loud'])).toContain('--log-level')
    expect(value(['--unknown'])).toContain('--unknown')
    expect(value(['--help'])).toBe('help')
  })
})
