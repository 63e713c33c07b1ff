import { z } from 'zod'
import { type ReferencePack, referencePackSchema } from '#shared/contract/api.ts'
import { AppError } from '#shared/errors/app-error.ts'

/** The server's packs. Both calls throw an AppError when the answer is not the one expected. */
export interface ReferenceServer {
  list(): Promise<ReferencePack[]>
  /** The pack's JSON text, checked against the listed sha256. */
  fetchPack(listed: ReferencePack): Promise<string>
}

/** @param request fetches a path of the server (`/api/reference`) with the session's credentials */
export function createReferenceServer(request: (path: string) => Promise<Response>): ReferenceServer {
  async function get(path: string): Promise<ArrayBuffer> {
    let response: Response
    try {
      response = await request(path)
    } catch (cause) {
      throw new AppError('network.unreachable', { cause })
    }
    if (response.status === 401) throw new AppError('session.expired')
    if (!response.ok) throw new AppError('server.unavailable', { detail: `${path}: ${response.status}` })
    return response.arrayBuffer()
  }
  return {
    async list() {
      const parsed = z.array(referencePackSchema).safeParse(readJson(await get('/api/reference')))
      if (!parsed.success) throw new AppError('network.malformed-answer', { detail: '/api/reference' })
      return parsed.data
    },
    async fetchPack(listed) {
      const bytes = await get(`/api/reference/${encodeURIComponent(listed.id)}`)
      if ((await sha256(bytes)) !== listed.sha256.toLowerCase()) {
        throw new AppError('network.malformed-answer', {
          detail: `pack ${listed.id}: another sha256 than listed`,
        })
      }
      return new TextDecoder().decode(bytes)
    },
  }
}

function readJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

/** Lower-case hex. */
export async function sha256(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
