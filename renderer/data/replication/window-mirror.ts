import type { LiveQuery } from '../controls/live-query.ts'
import type { SyncStatus } from '../controls/sync-control.ts'
import { createLiveValue } from '../live/live-query.ts'

/** The part of a BroadcastChannel that is used. */
export interface WindowChannel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
  close(): void
}

type Message =
  | { kind: 'hello' }
  | { kind: 'retry' }
  | { kind: 'state'; status: SyncStatus; onlyHere: string[] }

/**
 * Only one window of this PC replicates. The others show what it knows: its status, and which documents are only here.
 */
export interface WindowMirror {
  /** This window's own status while it leads, the leading window's before. */
  status: LiveQuery<SyncStatus>
  isLeading(): boolean
  /** This window replicates from now on. */
  lead(): void
  /** Asks the leading window to try at once. */
  askRetry(): void
  end(): void
}

interface MirrorParts {
  channel: WindowChannel | undefined
  own: LiveQuery<SyncStatus>
  onlyHere(): string[]
  /** The leading window's word. */
  onMirrored(onlyHere: string[]): void
  onRetry(): void
  gatherMs?: number
}

export function createWindowMirror(parts: MirrorParts): WindowMirror {
  const { channel, gatherMs = 50 } = parts
  let leading = channel === undefined
  let own: SyncStatus = { phase: 'starting', onlyHere: 0, refused: 0, lastContactMs: undefined }
  const shown = createLiveValue(own)
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = (message: Message) => channel?.postMessage(message)
  const publish = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      // The next window to lead will say how it is.
      if (own.phase !== 'stopped') say({ kind: 'state', status: own, onlyHere: parts.onlyHere() })
    }, gatherMs)
  }
  let heard = false
  const endOwn = parts.own.subscribe((status) => {
    own = status
    if (leading || !heard || status.phase === 'stopped') shown.set(status)
    if (leading) publish()
  })
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'state' && !leading) {
        heard = true
        shown.set(data.status)
        parts.onMirrored(data.onlyHere)
      } else if (data.kind === 'hello' && leading) publish()
      else if (data.kind === 'retry' && leading) parts.onRetry()
    }
    say({ kind: 'hello' })
  }
  return {
    status: shown,
    isLeading: () => leading,
    lead() {
      leading = true
      shown.set(own)
      publish()
    },
    askRetry: () => say({ kind: 'retry' }),
    end() {
      clearTimeout(timer)
      endOwn()
      channel?.close()
    },
  }
}
