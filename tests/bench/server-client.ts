import { Agent, type IncomingMessage, request } from 'node:http'

/** What a measured client asks with: connections that stay open, no more work than the measure needs. */
export interface ServerClient {
  /** The JSON of the answer. Throws for 400 and above. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>
  /** The answer while it comes. */
  open(path: string): Promise<IncomingMessage>
  close(): void
}

export function createServerClient(url: string, user: string): ServerClient {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const authorization = `Basic ${Buffer.from(user).toString('base64')}`
  const send = (method: string, path: string, body?: unknown) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const bytes =
        body === undefined ? undefined : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
      const headers = {
        authorization,
        ...(bytes ? { 'content-type': 'application/json', 'content-length': bytes.length } : {}),
      }
      const outgoing = request({ hostname, port, method, path, agent, headers }, resolve)
      outgoing.on('error', reject)
      outgoing.end(bytes)
    })
  return {
    async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
      const answer = await send(method, path, body)
      const parts: Buffer[] = []
      for await (const part of answer) parts.push(part as Buffer)
      const text = Buffer.concat(parts).toString()
      if ((answer.statusCode ?? 500) >= 400)
        throw new Error(`${method} ${path.slice(0, 60)}: ${answer.statusCode} ${text.slice(0, 200)}`)
      return JSON.parse(text) as T
    },
    open: (path) => send('GET', path),
    close: () => agent.destroy(),
  }
}
