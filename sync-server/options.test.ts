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

  it('say what is wrong with them', () => {
    expect(value(['--port', 'many'])).toContain('--port')
    expect(value(['--log-level', 'loud'])).toContain('--log-level')
    expect(value(['--unknown'])).toContain('--unknown')
    expect(value(['--help'])).toBe('help')
  })
})
