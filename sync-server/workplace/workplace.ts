import { createReadStream, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  contentSecurityPolicy,
  noncePlaceholder,
  pageHeaders,
  workerPolicy,
} from '#shared/contract/content-security-policy.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../couch/couch-error.ts'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
}
const packed = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/**
 * Serves the built workplace under `/app/`. The page is never cached by the browser and gets a fresh nonce each time;
 * files whose name carries a hash are kept for a year; the service worker is always asked for anew.
 */
export function workplace(app: FastifyInstance, context: ServerContext, folder: string): void {
  const page = async (_request: FastifyRequest, reply: FastifyReply) => {
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => {
      throw notFound('the workplace is not built')
    })
    const nonce = Buffer.from(context.random(16)).toString('base64')
    return reply
      .headers(pageHeaders)
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .header('content-type', mediaTypes['.html'])
      .header('cache-control', 'no-cache')
      .send(html.replaceAll(noncePlaceholder, nonce))
  }

  const file = (request: FastifyRequest, reply: FastifyReply) => {
    const asked = (request.params as { '*': string })['*']
    if (asked === '' || asked === 'index.html') return page(request, reply)
    const path = normalize(join(folder, asked))
    if (!path.startsWith(folder + sep) || asked.includes('\0') || !isFile(path))
      throw notFound('no such file')
    const hashed = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(asked) && asked.startsWith('assets/')
    reply
      .header('content-type', mediaTypes[extname(path)] ?? 'application/octet-stream')
      .header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (asked === 'service-worker.js')
      reply.header('service-worker-allowed', '/app/').header('content-security-policy', workerPolicy)
    const accepted = String(request.headers['accept-encoding'] ?? '')
    const encoding = packed.find(([name, tail]) => accepted.includes(name) && isFile(path + tail))
    reply.header('vary', 'accept-encoding')
    if (encoding) reply.header('content-encoding', encoding[0])
    return reply.send(createReadStream(path + (encoding?.[1] ?? '')))
  }

  const config = { access: 'open' as const }
  app.get('/app', { config }, (request, reply) =>
    /^\/app(\?|$)/.test(request.url) ? reply.redirect('/app/') : page(request, reply),
  )
  app.get('/app/*', { config }, file)
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
