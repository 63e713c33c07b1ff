import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import type { SyncStatus } from '../controls/sync-control.ts'
import { createLiveValue } from '../live/live-query.ts'
import { storageError } from '../storage/storage-error.ts'

/** The part of a BroadcastChannel that is used. */
export interface WindowChannel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
  close(): void
}

/** The leading window's answer. */
type Withdrawn = { kind: 'withdrawn'; id: string; done: boolean; failure?: ErrorCode }
type Message =
  | { kind: 'hello' }
  | { kind: 'retry' }
  | { kind: 'withdraw'; id: string }
  | Withdrawn
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
  /**
   * Has the leading window, which knows what the server has, take a refused document off this PC. While none leads it asks
   * again: doing it twice is doing it once.
   */
  withdraw(id: string): Promise<boolean>
  end(): void
}

interface MirrorParts {
  channel: WindowChannel | undefined
  own: LiveQuery<SyncStatus>
  onlyHere(): string[]
  /** The leading window's word. */
  onMirrored(onlyHere: string[]): void
  onRetry(): void
  onWithdraw(id: string): Promise<boolean>
  askAgainMs?: number
  gatherMs?: number
}

/** After so many the one who asked is told that nobody answers. */
const maxAsks = 5

export function createWindowMirror(parts: MirrorParts): WindowMirror {
  const { channel, gatherMs = 50, askAgainMs = 2000 } = parts
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
  let ended = false
  const waiting = new Map<string, (answer: Withdrawn | undefined) => void>()
  const answered = (answer: Withdrawn) => waiting.get(answer.id)?.(answer)
  const asked = (id: string) =>
    parts.onWithdraw(id).then(
      (done) => say({ kind: 'withdrawn', id, done }),
      (cause) => say({ kind: 'withdrawn', id, done: false, failure: storageError(cause).code }),
    )
  function ask(id: string): Promise<Withdrawn | undefined> {
    return new Promise((resolve) => {
      const before = waiting.get(id)
      const again = setTimeout(() => waiting.get(id)?.(undefined), askAgainMs)
      waiting.set(id, (answer) => {
        clearTimeout(again)
        waiting.delete(id)
        before?.(answer)
        resolve(answer)
      })
      say({ kind: 'withdraw', id })
    })
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
      else if (data.kind === 'withdraw' && leading) asked(data.id)
      else if (data.kind === 'withdrawn') answered(data)
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
    async withdraw(id) {
      for (let asks = 0; !leading; asks++) {
        // A window that is closing, or a leading one that hangs or is of an older program.
        if (ended || asks === maxAsks) throw new AppError('storage.not-answering')
        const answer = await ask(id)
        if (answer?.failure) throw new AppError(answer.failure)
        if (answer) return answer.done
      }
      return parts.onWithdraw(id)
    },
    end() {
      ended = true
      for (const [, end] of [...waiting]) end(undefined)
      clearTimeout(timer)
      endOwn()
      channel?.close()
    },
  }
}
