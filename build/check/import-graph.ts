import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** One import as written in a file of the project. */
export interface Import {
  /** Path from the project's root, with `/`. */
  from: string
  /** As written: `./x.ts`, `#shared/kit/ids.ts`, `rxdb`. */
  specifier: string
  /** The project's file it means; undefined for a package. */
  to: string | undefined
}

export const rooms = ['electron', 'renderer', 'shared', 'sync-server', 'build', 'tests'] as const

/** All TypeScript sources under the rooms, as paths from the root. */
export function sourceFiles(root: string): string[] {
  return rooms
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('node_modules'))
        .map((file) => posix.join(room, file.split(sep).join('/'))),
    )
    .sort()
}

/** Every specifier that a source imports: statically, lazily, as a type. */
export function specifiersOf(source: string, file: string): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return
    const { type, source: from } = node as { type?: string; source?: { value?: unknown } }
    if (/^(Import|Export|TSImport)/.test(type ?? '') && typeof from?.value === 'string')
      found.push(from.value)
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file))
  return found
}

/** Every import in the project. */
export function readImports(root: string, files = sourceFiles(root)): Import[] {
  return files.flatMap((from) =>
    specifiersOf(readFileSync(join(root, from), 'utf8'), from).map((specifier) => ({
      from,
      specifier,
      to: resolve(root, from, specifier),
    })),
  )
}

function resolve(root: string, from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#shared/')) return specifier.slice(1)
  if (!specifier.startsWith('.')) return undefined
  return relative(root, join(root, dirname(from), specifier.replace(/\?.*$/, '')))
    .split(sep)
    .join('/')
}
