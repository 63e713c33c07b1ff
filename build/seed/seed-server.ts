import type { AccountRequest, ClinicRequest, Demonstration } from '#shared/contract/api.ts'
import { type BulkDocsRow, toWire } from '#shared/contract/couch.ts'
import { type SigningKeys, signingKeysSchema } from '#shared/contract/signing-keys.ts'
import { type Clock, systemClock } from '#shared/kit/clock.ts'
import { type DemoAccount, demoAccounts, demoClinic } from './demo-clinic.ts'
import { demoKeys, enrolDemoKeys, signedWith } from './demo-keys.ts'
import { demoPatient, demoPatientSignIn } from './demo-patient.ts'
import { generateClinic } from './generate-clinic.ts'

export interface SeedServerOptions {
  /** Of the sync server, without a slash at the end. */
  url: string
  adminUser: string
  adminPassword: string
  /** 0 makes the clinic, its accounts and nothing else. */
  patients: number
  visits: number
  seed?: number
  todayMs?: number
  /** Patients and visits alone, for measuring. */
  light?: boolean
  clock?: Clock
  /** Patients and visits that are on the server, of all. */
  onProgress?: (done: number, total: number) => void
}

export interface SeedReport {
  /** Documents that this run brought, and those that were there already. */
  added: number
  present: number
}

/** What was begun, kept in the clinic's database: a run that was cut off goes on with the same day and seed. */
interface SeedPlan {
  patients: number
  visits: number
  seed: number
  todayMs: number
  light?: boolean
  complete: boolean
}

const planDocument = `/${demoClinic.database}/_local/demonstration`

/**
 * Makes the demonstration clinic on a server: facilities, documents, accounts. Running it again adds nothing; cut off
 * half-way it completes on the next run.
 * @throws Error with the server's words when it refuses anything.
 */
export async function seedServer(options: SeedServerOptions): Promise<SeedReport> {
  const server = await connect(options)
  await server.put(`/api/clinics/${demoClinic.id}`, {
    facilities: demoClinic.facilities,
  } satisfies ClinicRequest)
  const plan = await rememberPlan(server, options)
  let report: SeedReport = { added: 0, present: 0 }
  // An empty clinic is not a finished plan: a later run may fill it.
  if (!plan.complete && plan.patients > 0) {
    report = await sendDocuments(server, plan, options.onProgress)
    await server.savePlan({ ...plan, complete: true })
  }
  // The administrator comes last: their password changes with it.
  for (const account of [...demoAccounts].sort(
    (a, b) => Number(a.user === 'admin') - Number(b.user === 'admin'),
  )) {
    if (!(await server.accepts(account)))
      await server.put(`/api/accounts/${account.user}`, accountRequest(account))
    if (account.user === options.adminUser) server.signInAs(account)
  }
  if (!plan.light && plan.patients > 0) await enrolDemoKeys(server, demoKeys(plan.seed))
  const patient = await addPatient(server, plan)
  const accounts = [...demoAccounts, ...patient].map(({ user, password, title }) => ({
    user,
    password,
    title,
  }))
  await server.put('/api/demonstration', { accounts } satisfies Demonstration)
  return report
}

/** The account of one of the patients, where there are any with more than visits. */
async function addPatient(server: Server, plan: SeedPlan): Promise<(typeof demoPatientSignIn)[]> {
  if (plan.light || plan.patients === 0) return []
  if (await server.accepts(demoPatientSignIn)) return [demoPatientSignIn]
  const [documents = []] = generateClinic(plan)
  const patient = demoPatient(documents)
  if (!patient) return []
  const { patientId } = patient
  await server.put(`/api/accounts/${patient.user}`, { ...accountRequest(patient), patientId })
  return [patient]
}

const accountRequest = (account: DemoAccount): AccountRequest => ({
  password: account.password,
  practitioner: account.practitioner,
  clinicId: demoClinic.id,
  facilityId: account.facilityId,
})

type Server = Awaited<ReturnType<typeof connect>>

async function rememberPlan(server: Server, options: SeedServerOptions): Promise<SeedPlan> {
  const begun = await server.readPlan()
  if (begun) return begun
  const plan: SeedPlan = {
    patients: options.patients,
    visits: options.visits,
    seed: options.seed ?? 1,
    todayMs: options.todayMs ?? (options.clock ?? systemClock).now(),
    light: options.light ?? false,
    complete: false,
  }
  if (plan.patients > 0) await server.savePlan(plan)
  return plan
}

async function sendDocuments(
  server: Server,
  plan: SeedPlan,
  onProgress: SeedServerOptions['onProgress'],
): Promise<SeedReport> {
  const report: SeedReport = { added: 0, present: 0 }
  const total = plan.patients + plan.visits
  let done = 0
  const holders = plan.light ? [] : demoKeys(plan.seed)
  for (const batch of generateClinic(plan)) {
    const rows = await server.bulk(batch.map((document) => toWire(signedWith(holders, document))))
    for (const row of rows) {
      if ('ok' in row) report.added += 1
      else if (row.error === 'conflict') report.present += 1
      else throw new Error(`the server refused ${row.id}: ${row.error}, ${row.reason}`)
    }
    done += batch.filter(({ type }) => type === 'patient' || type === 'visit').length
    onProgress?.(done, total)
  }
  return report
}

/** The few requests that seeding needs, with Basic credentials. */
async function connect({ url, adminUser, adminPassword }: SeedServerOptions) {
  const credentials = (user: string, password: string) =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  let authorization = credentials(adminUser, adminPassword)

  const request = async (path: string, init: RequestInit = {}, as = authorization): Promise<Response> =>
    fetch(url + path, { ...init, headers: { authorization: as, 'content-type': 'application/json' } })
  const expectOk = async (response: Response, what: string): Promise<Response> => {
    if (response.ok) return response
    throw new Error(
      `${what}: the server answered ${response.status} ${(await response.text()).slice(0, 300)}`,
    )
  }

  // A run that was cut off after the accounts were made left the demonstration's password.
  const demoAdmin = demoAccounts.find(({ user }) => user === adminUser)
  if (demoAdmin && (await request('/api/me')).status === 401)
    authorization = credentials(adminUser, demoAdmin.password)
  await expectOk(await request('/api/me'), 'signing in as administrator')

  const readLocal = async () => {
    const response = await request(planDocument)
    if (response.status === 404) return undefined
    return (await (await expectOk(response, planDocument)).json()) as SeedPlan & { _rev: string }
  }
  return {
    async put(path: string, body: unknown): Promise<void> {
      await expectOk(await request(path, { method: 'PUT', body: JSON.stringify(body) }), path)
    },
    async signingKeys(path: string): Promise<SigningKeys> {
      return signingKeysSchema.parse(await (await expectOk(await request(path), path)).json())
    },
    async post(path: string, body: unknown, { user, password }: DemoAccount): Promise<void> {
      const init = { method: 'POST', body: JSON.stringify(body) }
      await expectOk(await request(path, init, credentials(user, password)), path)
    },
    async bulk(docs: unknown[]): Promise<BulkDocsRow[]> {
      const body = JSON.stringify({ docs })
      const path = `/${demoClinic.database}/_bulk_docs`
      return (await (
        await expectOk(await request(path, { method: 'POST', body }), path)
      ).json()) as BulkDocsRow[]
    },
    /** True when this account is there with this password: putting it again would end its sessions. */
    async accepts({ user, password }: Pick<DemoAccount, 'user' | 'password'>): Promise<boolean> {
      return (await request('/api/me', {}, credentials(user, password))).ok
    },
    signInAs({ user, password }: DemoAccount): void {
      authorization = credentials(user, password)
    },
    readPlan: readLocal,
    async savePlan(plan: SeedPlan): Promise<void> {
      const { patients, visits, seed, todayMs, light, complete } = plan
      const known = await readLocal()
      const body = {
        ...(known ? { _rev: known._rev } : {}),
        patients,
        visits,
        seed,
        todayMs,
        light,
        complete,
      }
      await expectOk(await request(planDocument, { method: 'PUT', body: JSON.stringify(body) }), planDocument)
    },
  }
}
