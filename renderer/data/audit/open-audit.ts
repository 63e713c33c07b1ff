import { systemClock } from '#shared/kit/clock.ts'
import type { AuditControl } from '../controls/audit-control.ts'
import type { OpenOptions } from '../options.ts'
import { AnswerError } from '../replication/answer-error.ts'
import { createAsk } from '../replication/server-request.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import { createAuditStore } from './audit-store.ts'
import { createAuditTrail } from './audit-trail.ts'
import { createAuditUpload } from './audit-upload.ts'
import { type CarriedEvents, createCarriedEvents } from './carried-events.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { createSentMarks } from './sent-marks.ts'
import { createTraceReader } from './trace-reader.ts'

/** Puts the trace of access together: this PC's chain, its way to the server, and the look at the server. */
export function openAudit({ rxdb, audit, local }: OpenDatabase, options: OpenOptions) {
  const clock = options.clock ?? systemClock
  const { stationId: station, context } = options
  // One window alone needs no lock, and nobody is left to free one.
  const oneAtATime = createOneAtATime(options.multiInstance === false ? undefined : navigator.locks)
  const store = createAuditStore(audit)
  const trail = createAuditTrail({ store, local, context, station, oneAtATime, name: rxdb.name })
  const ask = createAsk(`${options.baseUrl ?? ''}/api/clinics/${options.clinicId}`, {
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    clock,
    onContact: () => undefined,
    ...(options.hasNetwork ? { hasNetwork: options.hasNetwork } : {}),
  })
  const post = (body: object, signal: AbortSignal) => ask('/audit', signal, { body })
  const sent = createSentMarks(local, station)
  const carried = createCarriedEvents({ store, local, sent, station, clinicId: options.clinicId })
  const upload = createAuditUpload({
    ...{ store, sent, carried, station, oneAtATime, name: rxdb.name, post },
  })
  const looking = new AbortController()

  const reader = createTraceReader(
    (path) => ask(path, looking.signal),
    async () => {
      await trail.settled()
      await upload.sendNow()
    },
  )
  const control: AuditControl = {
    record: trail.record,
    settled: trail.settled,
    ofPatient: trail.ofPatient,
    ...reader,
    async openCard(patientId, reason) {
      try {
        await ask(`/patients/${encodeURIComponent(patientId)}/openings`, looking.signal, { body: { reason } })
        return 'opened'
      } catch (cause) {
        if (!(cause instanceof AnswerError) || !cause.ours) return 'no-link'
        return cause.status === 404 ? 'not-found' : cause.status === 403 ? 'forbidden' : 'no-link'
      }
    },
  }
  /** The trace in courier files: what was just recorded goes too, and what came goes on at once where there is a link. */
  const courier: CarriedEvents = {
    ...carried,
    async waiting(to) {
      await trail.settled()
      return carried.waiting(to)
    },
    async take(given) {
      const taken = await carried.take(given)
      void upload.sendNow()
      return taken
    },
  }
  return {
    control,
    courier,
    async close() {
      looking.abort()
      await trail.close()
      await upload.stop()
    },
  }
}
