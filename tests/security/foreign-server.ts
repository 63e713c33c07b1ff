import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of somebody else: it keeps what it was asked and serves whatever page a test gives it. */
export interface ForeignServer {
  /** Another port of this machine: the same site, another origin. */
  sameSite: string
  /** Another host name: another site. */
  crossSite: string
  asked: string[]
  pages: Map<string, string>
  close(): Promise<void>
}

export async function startForeignServer(): Promise<ForeignServer> {
  const asked: string[] = []
  const pages = new Map<string, string>()
  const note = (method = '', url = '') => asked.push(`${method} ${url}`)
  const server: Server = createServer((request, response) => {
    note(request.method, request.url)
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader(
      'content-type',
      request.url?.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
    )
    response.end(pages.get(request.url ?? '') ?? '<!doctype html>')
  })
  server.on('upgrade', (request, socket) => {
    note('UPGRADE', request.url)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    sameSite: `http://127.0.0.1:${port}`,
    crossSite: `http://localhost:${port}`,
    asked,
    pages,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
