import { z } from 'zod'
import {
  type AccountChange,
  actPageSchema,
  issuedPasswordSchema,
  managedAccountSchema,
  managedClinicSchema,
  managedStationSchema,
  type NewAccount,
} from '#shared/contract/administration.ts'
import type { Facility } from '#shared/contract/api.ts'
import { stationHoldingsSchema } from '#shared/contract/holdings.ts'
import { patientAccountSchema } from '#shared/contract/patient-account.ts'
import { protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import { retentionReportSchema } from '#shared/contract/retention.ts'
import { userHeader } from '#shared/contract/session.ts'
import {
  type SigningKeyDecision,
  signingKeySchema,
  signingKeysSchema,
} from '#shared/contract/signing-keys.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { type AdministrationFailure, failureOf } from './administration-failure.ts'

const timeoutMs = 15_000
/** What was on a PC, and what is past its period, is gathered for half a minute in a big clinic. */
const longTimeoutMs = 180_000

export type Answer<T> = Promise<Result<T, AdministrationFailure>>

/**
 * The administrator's part of the server. Nothing of it is kept on this PC: without a link there is a failure, never an
 * older answer. Requests name who asks, so that a session of somebody else does nothing in their name.
 */
export function administrationServer(
  user: string,
  request: typeof fetch = (input, init) => fetch(input, init),
) {
  async function ask<T>(
    method: string,
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
    withinMs = timeoutMs,
  ): Answer<T> {
    let response: Response
    try {
      response = await request(new URL(`/api/${path}`, location.href), {
        method,
        credentials: 'include',
        cache: 'no-store',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          [protocolHeader]: String(protocolVersion),
          [userHeader]: encodeURIComponent(user),
        },
        signal: AbortSignal.timeout(withinMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch (failure) {
      const timedOut = failure instanceof DOMException && failure.name === 'TimeoutError'
      return fail(timedOut ? 'network.timeout' : 'network.unreachable')
    }
    const answer: unknown = await response.json().catch(() => undefined)
    if (!response.ok) return fail(failureOf(response.status, answer))
    const parsed = schema.safeParse(answer)
    return parsed.success ? ok(parsed.data) : fail('network.malformed-answer')
  }
  const done = z.looseObject({})
  const account = (name: string) => `accounts/${encodeURIComponent(name)}`
  const station = (clinicId: string, stationId: string) => `clinics/${clinicId}/stations/${stationId}`
  return {
    clinics: () => ask('GET', 'clinics', managedClinicSchema.array()),
    saveClinic: (clinicId: string, facilities: Facility[]) =>
      ask('PUT', `clinics/${clinicId}`, done, { facilities }),
    accounts: (clinicId: string) =>
      ask('GET', `accounts?clinic=${encodeURIComponent(clinicId)}`, managedAccountSchema.array()),
    createAccount: (person: NewAccount) => ask('POST', 'accounts', issuedPasswordSchema, person),
    changeAccount: (name: string, change: AccountChange) =>
      ask('PATCH', account(name), managedAccountSchema, change),
    issuePassword: (name: string) => ask('POST', `${account(name)}/one-time-password`, issuedPasswordSchema),
    dismiss: (name: string, on: string) =>
      ask('PUT', `${account(name)}/dismissal`, managedAccountSchema, { on }),
    takeBack: (name: string) => ask('DELETE', `${account(name)}/dismissal`, managedAccountSchema),
    unlock: (name: string) => ask('DELETE', `${account(name)}/lockout`, managedAccountSchema),
    /** The account by which a patient reads the own card. */
    patientAccess: (clinicId: string, patientId: string) => {
      const path = `clinics/${clinicId}/patients/${encodeURIComponent(patientId)}/account`
      return {
        read: () => ask('GET', path, patientAccountSchema),
        create: (name: string) => ask('POST', path, issuedPasswordSchema, { name }),
        renew: () => ask('POST', `${path}/one-time-password`, issuedPasswordSchema),
        close: () => ask('PUT', `${path}/closure`, patientAccountSchema),
        reopen: () => ask('DELETE', `${path}/closure`, patientAccountSchema),
      }
    },
    stations: (clinicId: string) => ask('GET', `clinics/${clinicId}/stations`, managedStationSchema.array()),
    nameStation: (clinicId: string, stationId: string, name: string) =>
      ask('PATCH', station(clinicId, stationId), managedStationSchema, { name }),
    revokeStation: (clinicId: string, stationId: string) => ask('DELETE', station(clinicId, stationId), done),
    renewStationKey: (clinicId: string, stationId: string) =>
      ask('POST', `${station(clinicId, stationId)}/key-renewal`, done),
    holdings: (clinicId: string, stationId: string) =>
      ask('GET', `${station(clinicId, stationId)}/holdings`, stationHoldingsSchema, undefined, longTimeoutMs),
    retention: (clinicId: string) =>
      ask('GET', `clinics/${clinicId}/retention`, retentionReportSchema, undefined, longTimeoutMs),
    renewCourierKey: (clinicId: string) => ask('POST', `clinics/${clinicId}/courier-key`, done),
    renewFileKey: (clinicId: string) => ask('POST', `clinics/${clinicId}/file-key`, done),
    signingKeys: (clinicId: string) => ask('GET', `clinics/${clinicId}/signing-keys`, signingKeysSchema),
    decideSigningKey: (clinicId: string, keyId: string, decision: SigningKeyDecision) =>
      ask('PUT', `clinics/${clinicId}/signing-keys/${encodeURIComponent(keyId)}`, signingKeySchema, decision),
    requireSignatures: (clinicId: string, requiredFrom: string | null) =>
      ask('PUT', `clinics/${clinicId}/signature-policy`, done, { requiredFrom }),
    acts: (clinicId: string | undefined) =>
      ask(
        'GET',
        `administrative-acts${clinicId === undefined ? '' : `?clinic=${encodeURIComponent(clinicId)}`}`,
        actPageSchema,
      ),
  }
}
export type AdministrationServer = ReturnType<typeof administrationServer>
export type PatientAccess = ReturnType<AdministrationServer['patientAccess']>
