import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockedPackages } from '../check/locked-packages.ts'

interface Component {
  type: 'library' | 'framework'
  'bom-ref': string
  name: string
  version: string
  purl: string
  licenses: ({ license: { id: string } } | { expression: string } | { license: { name: string } })[]
  hashes: { alg: 'SHA-512'; content: string }[]
  scope: 'required' | 'optional'
}

export interface Sbom {
  bomFormat: 'CycloneDX'
  specVersion: '1.6'
  version: 1
  metadata: {
    component: { type: 'application'; 'bom-ref': string; name: string; version: string; purl: string }
  }
  components: Component[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
const hexOf = (integrity: string): string =>
  Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex')

function licencesOf(licence: string | undefined): Component['licenses'] {
  if (licence === undefined) return [{ license: { name: 'read by hand, see build/check/package-policy.ts' } }]
  return /[\s()]/.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }]
}

/**
 * What the product is made of, as CycloneDX: every package that the lockfile pins for it, and Electron, which is a tool
 * for the lockfile and the ground that the desktop program stands on. The same lockfile gives the same text.
 */
export function sbomOf(root: string): Sbom {
  const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string
    version: string
    dependencies: Record<string, string>
  }
  const shipped = lockedPackages(root).filter(({ name, isTool }) => !isTool || name === 'electron')
  const components = new Map<string, Component>()
  for (const { name, version, licence, integrity = '', isOptional } of shipped) {
    const purl = purlOf(name, version)
    components.set(purl, {
      type: name === 'electron' ? 'framework' : 'library',
      'bom-ref': purl,
      name,
      version,
      purl,
      licenses: licencesOf(licence),
      hashes: [{ alg: 'SHA-512', content: hexOf(integrity) }],
      scope: isOptional ? 'optional' : 'required',
    })
  }
  const refsOf = (names: string[]): string[] => [
    ...new Set(
      shipped.filter(({ name }) => names.includes(name)).map((each) => purlOf(each.name, each.version)),
    ),
  ]
  const own = purlOf(product.name, product.version)
  const needs = new Map(shipped.map((each) => [purlOf(each.name, each.version), refsOf(each.needs)]))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name: product.name,
        version: product.version,
        purl: own,
      },
    },
    components: [...components.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
    dependencies: [
      { ref: own, dependsOn: refsOf([...Object.keys(product.dependencies), 'electron']) },
      ...[...needs].map(([ref, dependsOn]) => ({ ref, dependsOn })),
    ],
  }
}

/** The file's name, in `dist` and in every package. */
export const sbomFile = 'sbom.cdx.json'
