import { type CourierReceipt, mostOpen } from '#shared/contract/courier-file.ts'
import type { CarriedEvents } from '../audit/carried-events.ts'
import type { CourierLog } from './courier-log.ts'

/** For every station the last file of it that was read here, and what of it the server has by now. */
export function receiptsOf(
  log: Pick<CourierLog, 'peers'>,
  onServer: (ids: string[]) => Map<string, boolean>,
  trace: Pick<CarriedEvents, 'isOnServer'>,
): CourierReceipt[] {
  return [...log.peers()].map(([station, peer]) => {
    const open = [...onServer(peer.open)].flatMap(([id, isThere]) => (isThere ? [] : [id]))
    return {
      station,
      number: peer.number,
      readAt: peer.readAt,
      onServer: open.length === 0,
      ...(open.length > 0 && open.length <= mostOpen ? { open } : {}),
      traceOnServer: trace.isOnServer(peer.trace ?? {}),
    }
  })
}
