import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const store = (settings: unknown): void =>
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings))

describe('The address of the sync server', () => {
  it('is this machine until somebody says otherwise', () => {
    expect(readSettings(folder, []).serverUrl).toBe('http://127.0.0.1:4180')
  })

  it('comes from the file of IT staff, and from the command line before it', () => {
    store({ serverUrl: 'https://sync.example.by' })
    expect(readSettings(folder, []).serverUrl).toBe('https://sync.example.by')
    expect(readSettings(folder, ['lekar', '--server=http://localhost:5000']).serverUrl).toBe(
      'http://localhost:5000',
    )
  })

  it.each(['http://sync.example.by', 'http://10.0.0.5:4180', 'http://127.0.0.1.example.by'])(
    'may not be plain http to another machine: %s',
    (serverUrl) => {
      store({ serverUrl })
      expect(() => readSettings(folder, [])).toThrow('https')
    },
  )

  it.each(['ftp://x', 'javascript:alert(1)', 'sync', ''])('must be a web address, not %j', (serverUrl) => {
    store({ serverUrl })
    expect(() => readSettings(folder, [])).toThrow('not a URL')
  })
})
