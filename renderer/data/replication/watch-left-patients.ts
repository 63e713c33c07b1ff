import type { Clock } from '#shared/kit/clock.ts'
import type { SyncStatus } from '../controls/sync-control.ts'
import type { LiveValue } from '../live/live-query.ts'
import type { LeftPatients } from './left-patients.ts'

interface Parts {
  left: LeftPatients
  clock: Clock
  status: LiveValue<SyncStatus>
  /** This window replicates, and the feed was read to its end. */
  isQuiet(): boolean
  onGone(patients: string[]): void
}

const againMs = 15 * 60_000
/** Time for what comes right after a contact. */
const settleMs = 500
const tickMs = 30_000

/**
 * Looks for patients who left when this PC has reached the server again, and now and then while it stays in contact. A
 * look that fails is made again then: the line itself is told of by others. Returns the end.
 */
export function watchLeftPatients({ left, clock, status, isQuiet, onGone }: Parts): () => void {
  let lookedMs: number | undefined
  let looking = false
  let soon: ReturnType<typeof setTimeout> | undefined

  const isDue = () => lookedMs === undefined || Math.abs(clock.now() - lookedMs) >= againMs
  async function look() {
    soon = undefined
    if (looking || !isDue() || status.get().phase !== 'idle' || !isQuiet()) return
    looking = true
    lookedMs = clock.now()
    try {
      const gone = await left.look()
      if (gone.length > 0) onGone(gone)
    } catch {
      // Nothing was taken away that is not confirmed; a removal that was begun is ended by the next look.
    } finally {
      looking = false
    }
  }
  const end = status.subscribe(({ phase }) => {
    if (phase === 'offline' || phase === 'error') lookedMs = undefined
    if (phase === 'idle' && isDue()) soon ??= setTimeout(look, settleMs)
  })
  const ticking = setInterval(look, tickMs)
  return () => {
    end()
    clearInterval(ticking)
    clearTimeout(soon)
  }
}
