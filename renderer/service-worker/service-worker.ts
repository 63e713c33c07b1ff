import { isWorkplaceFile, withFreshNonce } from './answers.ts'
import { createKeptKeys } from './kept-keys.ts'

/**
 * Keeps the built workplace on this PC, so that it opens without the server. Promises: one version at a time, whole or
 * not at all; nothing but the workplace's own files is kept, never an answer of the API or of a database.
 */
declare const self: ServiceWorkerGlobalScope
/** Put in by the build: every file of this version, and a name made of their content. */
declare const __BUILD_FILES__: string[]
declare const __BUILD_VERSION__: string

const keptKeys = createKeptKeys((ms) => new Promise((resolve) => setTimeout(resolve, ms)))

const cachePrefix = 'lekar-workplace-'
const cacheName = cachePrefix + __BUILD_VERSION__
const scope = new URL(self.registration.scope)
const page = scope.pathname
const names = __BUILD_FILES__
const files = names.map((file) => new URL(file, scope).pathname)
const entry = names.find((file) => /^assets\/index-[^/]+\.js$/.test(file))

/** A file whose name carries a hash is the same in every version: what an older version kept is not fetched again. */
async function keep(cache: Cache, path: string): Promise<void> {
  const known = path.includes('/assets/') ? await caches.match(path) : undefined
  const answer = known ?? (await fetch(path, { cache: 'reload' }))
  if (!answer.ok) throw new Error(`${answer.status} for a file of the workplace`)
  await cache.put(path, answer)
}

/** The page must be of this very build: the server may have been updated while the files were fetched. */
async function keepPage(cache: Cache): Promise<void> {
  const answer = await fetch(page, { cache: 'reload' })
  const html = await answer.clone().text()
  if (!answer.ok || answer.redirected || !entry || !html.includes(entry))
    throw new Error('the page is of another version')
  await cache.put(page, answer)
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName)
      try {
        await keepPage(cache)
        for (const path of files) await keep(cache, path)
      } catch (failure) {
        await caches.delete(cacheName)
        throw failure
      }
    })(),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const ours = (await caches.keys()).filter((name) => name.startsWith(cachePrefix))
      // The version before stays: another window may still run it and ask for a page it has not loaded yet.
      const before = ours.filter((name) => name !== cacheName).slice(0, -1)
      await Promise.all(before.map((name) => caches.delete(name)))
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting())
  if (event.data?.kind === 'keep-keys') event.waitUntil(keptKeys.keep(event.data.what))
  if (event.data?.kind === 'take-keys') event.ports[0]?.postMessage(keptKeys.take())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (!isWorkplaceFile(request, scope)) return
  event.respondWith(request.mode === 'navigate' ? answerPage(request) : answerFile(request))
})

async function answerPage(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(page)
  return kept ? withFreshNonce(kept, crypto.getRandomValues(new Uint8Array(18))) : fetch(request)
}

async function answerFile(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  return (await cache.match(request)) ?? (await caches.match(request)) ?? fetch(request)
}
