import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, normalize, resolve, sep } from 'node:path'
import type { CustomScheme, Session } from 'electron'
import {
  contentSecurityPolicy,
  dataHeaders,
  noncePlaceholder,
  pageHeaders,
} from '#shared/contract/content-security-policy.ts'

/**
 * The workplace's own origin. Files come from the package; everything else is passed to the sync server, so that the
 * renderer speaks to one origin in every shell and needs no foreign connection.
 */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
}
export const appOrigin = 'app://lekar'
export const workplaceRoot = `${appOrigin}/app/`
export const workplaceUrl = `${workplaceRoot}index.html`

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

/** Pages that wait to be printed; each can be opened by its own window only, at an address nobody can guess. */
export interface PrintPages {
  add(html: string): { url: string; remove(): void }
}

/** Answers `app://lekar/...` in this session. */
export function serveApp(
  session: Session,
  options: { rendererFolder: string; serverUrl: string },
): PrintPages {
  const pages = new Map<string, string>()
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (url.host === 'print') return printPage(pages.get(url.pathname))
    if (url.host !== 'lekar') return notFound()
    if (url.pathname === '/app' || url.pathname.startsWith('/app/'))
      return await appFile(options.rendererFolder, url.pathname.slice('/app'.length))
    return await passToServer(session, options.serverUrl, request, url)
  })
  return {
    add(html) {
      const path = `/${randomUUID()}`
      pages.set(path, html)
      return { url: `app://print${path}`, remove: () => pages.delete(path) }
    },
  }
}

const notFound = (): Response => new Response('not found', { status: 404, headers: dataHeaders })

/** A file of the built workplace; nothing outside its folder, whatever the path says. */
export async function appFile(folder: string, urlPath: string): Promise<Response> {
  const name = decodePath(urlPath)
  if (name === undefined) return notFound()
  const root = resolve(folder) + sep
  const file = resolve(root, normalize(`.${sep}${name === '' || name === '/' ? 'index.html' : name}`))
  if (!file.startsWith(root)) return notFound()
  const body = await readFile(file).catch(() => undefined)
  if (body === undefined) return notFound()
  const type = { 'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream' }
  if (extname(file) !== '.html')
    return new Response(new Uint8Array(body), { headers: { ...dataHeaders, ...type } })
  const nonce = randomBytes(18).toString('base64')
  return new Response(body.toString('utf8').replaceAll(noncePlaceholder, nonce), {
    headers: {
      ...pageHeaders,
      ...type,
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
    },
  })
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path)
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}

function printPage(html: string | undefined): Response {
  if (html === undefined) return notFound()
  // A printed page has its own styles and pictures, and runs nothing.
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
  return new Response(html, {
    headers: {
      ...dataHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    },
  })
}

async function passToServer(
  session: Session,
  serverUrl: string,
  request: Request,
  url: URL,
): Promise<Response> {
  // Set part by part: a path that begins with two slashes must not become another host.
  const target = new URL(serverUrl)
  target.pathname = url.pathname
  target.search = url.search
  const headers = new Headers(request.headers)
  // The server sees a same-origin request from its own address, as from a browser.
  headers.delete('origin')
  headers.delete('referer')
  for (const name of [...headers.keys()]) if (name.startsWith('sec-fetch-')) headers.delete(name)
  const init: RequestInit & { duplex?: 'half'; bypassCustomProtocolHandlers: boolean } = {
    method: request.method,
    headers,
    body: request.body,
    credentials: 'include',
    // Chromium's cache would keep records on the disk in clear.
    cache: 'no-store',
    redirect: 'manual',
    signal: request.signal,
    bypassCustomProtocolHandlers: true,
    ...(request.body === null ? {} : { duplex: 'half' }),
  }
  return asData(await session.fetch(target.href, init))
}

/** What comes from the server is data under our origin: it never becomes a page of ours, whatever the server says. */
function asData(answer: Response): Response {
  if (answer.status < 200) return Response.error()
  const headers = new Headers(answer.headers)
  for (const [name, value] of Object.entries(dataHeaders)) headers.set(name, value)
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
}
