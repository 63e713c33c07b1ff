import { registerHooks } from 'node:module'

/** A change of one file's text, for a saboteur. */
export interface Patch {
  /** The end of the file's path. */
  file: string
  from: string
  to: string
}

/**
 * Every station is a program of its own, as on its PC: it gets its own copy of the client's modules and of RxDB (whose
 * counters, caches and limits hold for a program). The server and the pure parts are loaded once. Patches change texts
 * while they are loaded; the files stay as they are.
 */
export function installRealms(patches: readonly Patch[]): { unused(): Patch[] } {
  const used = new Set<Patch>()
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const realm = context.parentURL ? new URL(context.parentURL).searchParams.get('realm') : null
      if (realm === null || !isOfStation(found.url)) return found
      return { ...found, url: `${found.url}?realm=${realm}` }
    },
    load(url, context, next) {
      const loaded = next(url, context)
      const path = url.split('?')[0]!
      const wanted = patches.filter(({ file }) => path.endsWith(file))
      if (wanted.length === 0) return loaded
      let text = String(loaded.source)
      for (const patch of wanted) {
        if (!text.includes(patch.from)) continue
        text = text.replace(patch.from, () => patch.to)
        used.add(patch)
      }
      return { ...loaded, source: text }
    },
  })
  return { unused: () => patches.filter((patch) => !used.has(patch)) }
}

const isOfStation = (url: string) =>
  !url.includes('?') && /\/(renderer\/data|node_modules\/rxdb|simulation\/realm)\//.test(url)
