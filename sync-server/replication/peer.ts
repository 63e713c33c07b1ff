import { setTimeout } from 'node:timers/promises'
import { ReplicationError } from './replication-error.ts'

export interface PeerAddress {
  /** Of the database, without a slash at its end. */
  url: string
  headers: Record<string, string>
  /** What errors may say. */
  shown: string
}
export interface PeerAnswer {
  status: number
  text: string
  // Parsed by whoever knows what was asked.
  value: unknown
}

const silenceMs = 60_000
const tries = 4
const firstPauseMs = 250

/** One database of a replication, asked over HTTP. What fails on the way is asked again: nothing here does harm twice. */
export function createPeer(address: PeerAddress, signal: AbortSignal) {
  const once = async (method: string, path: string, body: string | undefined): Promise<PeerAnswer> => {
    const silence = new AbortController()
    let timer = globalThis.setTimeout(() => silence.abort(), silenceMs)
    try {
      const response = await fetch(address.url + path, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...address.headers,
        },
        signal: AbortSignal.any([signal, silence.signal]),
        ...(body === undefined ? {} : { body }),
      })
      let text = ''
      const decoder = new TextDecoder('utf-8', { fatal: true })
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk as Uint8Array, { stream: true })
        clearTimeout(timer)
        timer = globalThis.setTimeout(() => silence.abort(), silenceMs)
      }
      text += decoder.decode()
      return { status: response.status, text, value: parsed(text) }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Any answer that is JSON and no trouble of the server. */
  const ask = async (method: string, path: string, body?: unknown): Promise<PeerAnswer> => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    for (let attempt = 1; ; attempt++) {
      const answer = await once(method, path, text).catch((error: unknown) => {
        if (signal.aborted) throw error
        return undefined
      })
      const isTrouble = !answer || answer.value === undefined || answer.status >= 500 || answer.status === 429
      if (!isTrouble) return answer
      if (attempt >= tries)
        throw new ReplicationError(
          'unreachable',
          `${address.shown} ${answer ? `answered ${answer.status}` : 'cannot be reached'}`,
          503,
        )
      await setTimeout(firstPauseMs * 2 ** (attempt - 1), undefined, { signal })
    }
  }

  /** An answer that must be a success. */
  const need = async (method: string, path: string, body?: unknown): Promise<PeerAnswer> => {
    const answer = await ask(method, path, body)
    if (answer.status >= 200 && answer.status < 300) return answer
    throw refusal(answer.status)
  }

  const refusal = (status: number): ReplicationError => {
    if (status === 404) return new ReplicationError('db_not_found', `could not open ${address.shown}`, 404)
    if (status === 401 || status === 403)
      return new ReplicationError('unauthorized', `${address.shown} refuses access`, status)
    return new ReplicationError('bad_answer', `${address.shown} answered ${status}`)
  }

  return { shown: address.shown, ask, need, refusal }
}
export type Peer = ReturnType<typeof createPeer>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
