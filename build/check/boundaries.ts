import type { Import } from './import-graph.ts'

/** Who may open whose door. Each rule returns why an import is forbidden, or undefined. */
type Rule = (edge: Import) => string | undefined

const roomOf = (file: string): string => file.slice(0, file.indexOf('/'))
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)
const isPackage = (edge: Import, names: RegExp): boolean =>
  edge.to === undefined && names.test(edge.specifier)

const localDataPackages = /^(rxdb|dexie|pouchdb|fake-indexeddb)/
const databaseDrivers = /^(node:sqlite|better-sqlite3)/
const featureOf = (file: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(file)?.[1]

const rules: Rule[] = [
  ({ from, to }) =>
    ['shared', 'electron', 'renderer', 'sync-server'].includes(roomOf(from)) &&
    to !== undefined &&
    !isTest(from) &&
    ![roomOf(from), 'shared'].includes(roomOf(to))
      ? `${roomOf(from)} may import only shared and itself`
      : undefined,
  (edge) =>
    roomOf(edge.from) === 'shared' &&
    !isTest(edge.from) &&
    isPackage(edge, /^(node:|react|rxdb|dexie|electron|fastify)/)
      ? 'shared is pure: no Node, no DOM, no RxDB, no React'
      : undefined,
  (edge) =>
    roomOf(edge.from) === 'renderer' && !isTest(edge.from) && isPackage(edge, /^(node:|electron$|fastify)/)
      ? 'renderer is sandboxed: no Node, no Electron'
      : undefined,
  (edge) =>
    roomOf(edge.from) === 'renderer' &&
    !edge.from.startsWith('renderer/data/') &&
    isPackage(edge, localDataPackages)
      ? 'only renderer/data knows the local database'
      : undefined,
  (edge) =>
    roomOf(edge.from) === 'sync-server' &&
    !edge.from.startsWith('sync-server/store/') &&
    isPackage(edge, databaseDrivers)
      ? 'only sync-server/store imports the database driver'
      : undefined,
  ({ from, to }) => {
    const feature = to === undefined ? undefined : featureOf(to)
    if (feature === undefined || roomOf(from) !== 'renderer' || featureOf(from) === feature) return undefined
    return to === `renderer/features/${feature}/index.ts`
      ? undefined
      : `features/${feature} is entered by its index.ts`
  },
  ({ from, to }) =>
    from.startsWith('renderer/ui/') && to !== undefined && /^renderer\/(features|data|app)\//.test(to)
      ? 'ui is furniture: it knows no patient'
      : undefined,
]

/** The imports that break a rule, in words: `file -> specifier: why`. */
export function boundaryViolations(imports: readonly Import[]): string[] {
  return imports.flatMap((edge) =>
    rules.flatMap((rule) => {
      const why = rule(edge)
      return why === undefined ? [] : [`${edge.from} -> ${edge.specifier}: ${why}`]
    }),
  )
}
