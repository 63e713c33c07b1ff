import type { Http2SecureServer } from 'node:http2'
import type { Writable } from 'node:stream'
import fastify, { type FastifyHttp2SecureOptions, type FastifyInstance, LogController } from 'fastify'
import type { Limits } from '../context.ts'
import { cutStalled } from './cut-stalled.ts'
import { rewriteMethod } from './method-override.ts'
import { answerBadAddress, answerBrokenHttp } from './unreadable-request.ts'

/** Certificate chain and private key, both PEM. */
export interface TlsPair {
  cert: string
  key: string
}

export interface AppOptions {
  limits: Limits
  logLevel: string
  logStream: Writable | undefined
  tls: TlsPair | undefined
}

const maxHeaderSize = 64 * 1024
const secure = { minVersion: 'TLSv1.2' } as const

/** Clients may write the id of a design document with its slash escaped, also before what belongs to it. */
const withPlainDesign = (address: string): string =>
  address.replace(/^(\/[^/?]+\/_design)%2F(?=[^?]*\/)/i, '$1/')

/** The HTTP server without routes: HTTP/1.1, or with a certificate HTTP/2 and HTTP/1.1 for clients that know no other. */
export function createApp({ limits, logLevel, logStream, tls }: AppOptions): FastifyInstance {
  const common = {
    logger: { level: logLevel, base: null, ...(logStream ? { stream: logStream } : {}) },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    keepAliveTimeout: 65_000,
    requestTimeout: limits.requestMs,
    forceCloseConnections: true,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBrokenHttp,
    rewriteUrl: (request: Parameters<typeof rewriteMethod>[0]) => withPlainDesign(rewriteMethod(request)),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 8192 },
  }
  const app = tls ? secureApp(common, tls) : fastify({ ...common, http: { maxHeaderSize } })
  Object.assign(app.server, { requestTimeout: limits.requestMs, headersTimeout: 60_000 })
  cutStalled(app, limits.stalledMs)
  return app
}

function secureApp(
  common: Omit<FastifyHttp2SecureOptions<Http2SecureServer>, 'http2' | 'https'>,
  tls: TlsPair,
): FastifyInstance {
  const https = {
    ...tls,
    ...secure,
    allowHTTP1: true,
    maxHeaderSize,
    maxSessionMemory: 32,
    settings: { maxConcurrentStreams: 128 },
  }
  const options: FastifyHttp2SecureOptions<Http2SecureServer> = {
    ...common,
    http2: true,
    http2SessionTimeout: 600_000,
    https,
  }
  const app = fastify(options)
  // Routes use only what requests and answers of HTTP/1 and HTTP/2 have in common; `streamOf` tells them apart.
  return app as unknown as FastifyInstance
}

/** Takes another certificate for connections from now on; those that are open keep theirs. Throws for one that is none. */
export function renewCertificate(app: FastifyInstance, tls: TlsPair): void {
  ;(app.server as unknown as Http2SecureServer).setSecureContext({ ...tls, ...secure })
}
