import type { Role } from '../common/envelope.ts'
import type { InboxItem } from './inbox.schema.ts'

/** Whether an open item waits for somebody of this role: what was handed over waits for the administrator alone. */
export const waitsFor = (item: InboxItem, role: Role): boolean =>
  item.status === 'open' && (item.handedOver === undefined || role === 'admin')
