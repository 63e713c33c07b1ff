import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../launch/run-tool.ts'
import { sbomOf } from './sbom.ts'

interface Lock {
  packages: Record<string, { version: string; integrity: string; license?: string; dev?: boolean }>
}
const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as Lock
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
const sbom = sbomOf(projectRoot)

describe('The list of what the product is made of', () => {
  it('names every package of the lockfile that is no tool, with version, licence and hash', () => {
    const expected = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)
    expect(expected.length).toBeGreaterThan(200)
    for (const [path, { version, integrity, license }] of expected) {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const component = sbom.components.find((each) => each.name === name && each.version === version)
      const hash = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
      expect([path, component?.hashes]).toEqual([path, [{ alg: 'SHA-512', content: hash }]])
      expect(component!.hashes[0]!.content).toMatch(/^[0-9a-f]{128}$/)
      if (license !== undefined) expect(JSON.stringify(component!.licenses)).toContain(license)
      expect(component!.licenses).toHaveLength(1)
    }
  })

  it('names nothing else but Electron, and nothing twice', () => {
    const known = new Set(
      Object.entries(lock.packages)
        .filter(([, { dev }]) => !dev)
        .map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`),
    )
    const others = sbom.components.filter(({ name, version }) => !known.has(`${name}@${version}`))
    expect(others.map(({ name, type }) => [name, type])).toEqual([['electron', 'framework']])
    expect(new Set(sbom.components.map(({ purl }) => purl)).size).toBe(sbom.components.length)
  })

  it('says what needs what, with references that exist', () => {
    const refs = new Set([
      sbom.metadata.component['bom-ref'],
      ...sbom.components.map((each) => each['bom-ref']),
    ])
    expect(sbom.dependencies).toHaveLength(refs.size)
    for (const { ref, dependsOn } of sbom.dependencies)
      for (const each of [ref, ...dependsOn]) expect([each, refs.has(each)]).toEqual([each, true])
    const direct = sbom.dependencies[0]!.dependsOn.map((purl) => purl.replace(/^pkg:npm\/|@[^@]*$/g, ''))
    for (const name of [...Object.keys(manifest.dependencies), 'electron'])
      expect(direct).toContain(name.replace('@', '%40'))
  })

  it('is the same for the same lockfile', () => {
    expect(JSON.stringify(sbomOf(projectRoot))).toBe(JSON.stringify(sbom))
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 })
  })
})
