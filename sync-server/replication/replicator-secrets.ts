import { createCipheriv, createDecipheriv } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records } from '../store/store.ts'
import type { ReplicationRequest, Side } from './replication-request.ts'

const kind = 'replication-secret'
const secretSchema = z.object({
  source: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }).optional(),
  target: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }).optional(),
})
type Secret = z.infer<typeof secretSchema>
const sealedSchema = z.object({ nonce: z.string(), sealed: z.string() })

/**
 * Passwords of replications. They never stand in a document: they are sealed (AES-256-GCM, bound to the document's id)
 * with a key in a file of its own, so that a copy of the databases alone opens nothing. Without the key a replication
 * says that its password is gone.
 */
export function createReplicatorSecrets(folder: string, records: Records, random: RandomBytes) {
  const path = join(folder, 'replicator.key')
  const key = (): Buffer => {
    if (!existsSync(path)) writeFileSync(path, random(32), { mode: 0o600, flag: 'wx', flush: true })
    return readFileSync(path)
  }

  const read = (documentId: string): Secret => {
    const row = sealedSchema.safeParse(records.get(kind, documentId))
    if (!row.success) return {}
    const sealed = Buffer.from(row.data.sealed, 'base64')
    try {
      const cipher = createDecipheriv('aes-256-gcm', key(), Buffer.from(row.data.nonce, 'base64'))
      cipher.setAAD(Buffer.from(documentId)).setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]).toString()
      return secretSchema.parse(JSON.parse(text))
    } catch {
      return {}
    }
  }

  return {
    /** Keeps what the request proves itself with; a side that brings nothing keeps what is known for the same address. */
    keep(documentId: string, { source, target }: ReplicationRequest): void {
      const before = read(documentId)
      const secretOf = (side: Side, old: Secret['source']) => {
        if (side.kind === 'local') return undefined
        if (Object.keys(side.headers).length > 0) return { url: side.url, headers: side.headers }
        return old?.url === side.url ? old : undefined
      }
      const secret: Secret = {
        source: secretOf(source, before.source),
        target: secretOf(target, before.target),
      }
      if (!secret.source && !secret.target) {
        records.remove(kind, documentId)
        return
      }
      const nonce = Buffer.from(random(12))
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(documentId))
      const sealed = Buffer.concat([
        cipher.update(JSON.stringify(secret)),
        cipher.final(),
        cipher.getAuthTag(),
      ])
      records.put(kind, documentId, { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') })
    },
    /** The request with its secrets. */
    complete(documentId: string, request: ReplicationRequest): ReplicationRequest {
      const secret = read(documentId)
      const withSecret = (side: Side, known: Secret['source']): Side =>
        side.kind === 'remote' && known?.url === side.url
          ? { ...side, headers: { ...known.headers, ...side.headers } }
          : side
      return {
        ...request,
        source: withSecret(request.source, secret.source),
        target: withSecret(request.target, secret.target),
      }
    },
    forget: (documentId: string): void => records.remove(kind, documentId),
  }
}
export type ReplicatorSecrets = ReturnType<typeof createReplicatorSecrets>
