import { BROADCAST_CHANNEL_BY_TOKEN } from 'rxdb'

/** What is changed of RxDB's channel between the windows of one PC; the names are the library's own. */
interface Channel {
  _addEL?: { message: { time: number }[] }
}

/**
 * On that channel a listener hears only what is dated after it began to listen, each by the clock of its own window. When
 * the PC's clock was put back, a window would hear nothing of those that were opened since: what is written there would
 * neither be sent nor be counted as only here. What was said before a window opened does not reach it anyway.
 *
 * To be called when a store was opened; it is for all that are open with this token.
 */
export function hearEveryWindow(databaseInstanceToken: string): void {
  const channel = BROADCAST_CHANNEL_BY_TOKEN.get(databaseInstanceToken)?.bc as unknown as Channel | undefined
  for (const listener of channel?._addEL?.message ?? []) listener.time = 0
}
