import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, type FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot, runTool } from '../launch/run-tool.ts'
import { fuses } from './fuses.ts'
import { sbomOf } from './sbom.ts'

// Electron's binary is a download; a stub with the real fuse wire stands in for it, everything else is the real thing.
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
let folder: string
let appFolder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-package-'))
  const stub = join(folder, 'electron')
  mkdirSync(join(stub, 'resources'), { recursive: true })
  mkdirSync(join(stub, 'locales'))
  for (const locale of ['ru', 'be', 'en-US', 'fr']) writeFileSync(join(stub, 'locales', `${locale}.pak`), '')
  const fuseCount = Object.keys(fuses).length
  const wire = Buffer.concat([
    Buffer.from(`stub ${sentinel}`),
    Buffer.from([1, fuseCount]),
    Buffer.from('0'.repeat(fuseCount)),
    Buffer.from(' end'),
  ])
  writeFileSync(join(stub, 'electron'), wire, { mode: 0o755 })
  writeFileSync(join(stub, 'version'), '45.4.1')

  const product = join(folder, 'product')
  const files = {
    'dist/electron/main.js': '// main',
    'dist/electron/preload.cjs': '// preload',
    'dist/renderer/index.html': '<!doctype html>',
    'dist/renderer/assets/app.js': '// app',
    'dist/renderer/assets/app.js.map': '{}',
    'dist/sbom.cdx.json': JSON.stringify(sbomOf(projectRoot)),
    'dist/server/main.js': '// not part of the desktop package',
    'node_modules/zod/index.js': '// bundled, not packed',
    'sync-server/main.ts': '// source',
    'data/admin-password': 'secret',
    'package.json': JSON.stringify({
      name: 'lekar',
      version: '0.1.0',
      main: 'dist/electron/main.js',
      type: 'module',
    }),
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(product, file, '..'), { recursive: true })
    writeFileSync(join(product, file), text)
  }
  const problems = await runTool('electron-builder', [
    '--dir',
    '--linux',
    '--projectDir',
    product,
    '--config',
    join(projectRoot, 'electron-builder.yml'),
    `-c.electronDist=${stub}`,
    '-c.electronVersion=45.4.1',
    `-c.afterPack=${join(projectRoot, 'build/pack/after-pack.ts')}`,
    `-c.directories.output=${join(folder, 'release')}`,
  ])
  expect(problems).toEqual([])
  appFolder = join(folder, 'release', 'linux-unpacked')
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('The package (built with a stub in place of the Electron binary)', () => {
  it('holds the built workplace and shell and nothing else', () => {
    const files = listPackage(join(appFolder, 'resources', 'app.asar'), { isPack: false }).sort()
    expect(files).toEqual([
      '/dist',
      '/dist/electron',
      '/dist/electron/main.js',
      '/dist/electron/preload.cjs',
      '/dist/renderer',
      '/dist/renderer/assets',
      '/dist/renderer/assets/app.js',
      '/dist/renderer/index.html',
      '/package.json',
    ])
  })

  it('says what it is made of', () => {
    const sbom = readFileSync(join(appFolder, 'resources', 'dist', 'sbom.cdx.json'), 'utf8')
    expect(JSON.parse(sbom)).toEqual(sbomOf(projectRoot))
  })

  it('starts the shell', () => {
    const manifest = JSON.parse(
      extractFile(join(appFolder, 'resources', 'app.asar'), 'package.json').toString(),
    )
    expect(manifest.main).toBe('dist/electron/main.js')
  })

  it('has every fuse burnt as decided', async () => {
    const wire = await getCurrentFuseWire(join(appFolder, 'lekar'))
    for (const [name, on] of Object.entries(fuses))
      expect([name, wire[Number(name) as FuseV1Options]]).toEqual([
        name,
        on ? FuseState.ENABLE : FuseState.DISABLE,
      ])
  })
})
