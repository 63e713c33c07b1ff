import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One package of package-lock.json. */
export interface LockedPackage {
  name: string
  version: string
  licence: string | undefined
  /** `sha512-...`, as npm checks it at each installation. */
  integrity: string | undefined
  /** Only tools and tests need it. */
  isTool: boolean
  /** Another machine may do without it. */
  isOptional: boolean
  hasInstallScript: boolean
  /** Names of the packages it asks for. */
  needs: string[]
}

interface Entry {
  version?: string
  license?: string
  integrity?: string
  dev?: boolean
  optional?: boolean
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
}

/** Every package that the lockfile pins, one for each place in which it is installed. */
export function lockedPackages(root: string): LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>
  }
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    path === ''
      ? []
      : {
          name: path.replace(/^.*node_modules\//, ''),
          version: entry.version ?? '',
          licence: entry.license,
          integrity: entry.integrity,
          isTool: entry.dev === true,
          isOptional: entry.optional === true,
          hasInstallScript: entry.hasInstallScript === true,
          needs: Object.keys(entry.dependencies ?? {}),
        },
  )
}
