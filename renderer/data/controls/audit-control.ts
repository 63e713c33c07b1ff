import type { AuditPage, AuditVerification } from '#shared/contract/audit-log.ts'
import type { AuditEntry, AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'

/** The look at the trace of access at the server, which has the events of every PC. */
export interface TraceReader {
  /** Throws an AppError. */
  search(query: AuditQuery): Promise<AuditPage>
  /** Whether the chains on the server are unharmed. Throws an AppError. */
  verification(): Promise<AuditVerification>
}

/** The trace of access: who opened, printed and took out what. What this PC has goes to the server before it is asked. */
export interface AuditControl extends TraceReader {
  /** Records that something happened, now. Nobody waits for it; it is durable in its turn. */
  record(entry: AuditEntry): void
  /** Resolves when everything that was recorded is durable, or the disk has refused it. */
  settled(): Promise<void>
  /** What this PC has recorded about a patient, newest first. */
  ofPatient(patientId: string): Promise<AuditEvent[]>
  /** Asks the server for the card of a patient who is not one's own; its documents come with the next changes. */
  openCard(patientId: string, reason: { code: string; text?: string }): Promise<OpeningOutcome>
}

export type OpeningOutcome = 'opened' | 'no-link' | 'not-found' | 'forbidden'

/** Of audit-log.ts; moments are ISO. */
export interface AuditQuery {
  patient?: string | undefined
  person?: string | undefined
  action?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit?: number | undefined
  after?: string | undefined
}
