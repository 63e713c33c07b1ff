import { glassOf } from '../audit/glass.ts'
import type { Role } from '../common/envelope.ts'
import type { InboxItem } from './inbox.schema.ts'

/** Whether somebody of this role sees an item at all: whose card a colleague opened is the head doctor's matter. */
export const isShownTo = (item: InboxItem, role: Role): boolean =>
  glassOf(item) === undefined || role === 'head-doctor' || role === 'admin'

/** Whether an open item waits for somebody of this role: what was handed over waits for the administrator alone. */
export const waitsFor = (item: InboxItem, role: Role): boolean =>
  item.status === 'open' && isShownTo(item, role) && (item.handedOver === undefined || role === 'admin')
