import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Random } from '../../../build/seed/random.ts'
import { databaseOfClinic } from '../../../sync-server/accounts/clinic-store.ts'
import { createServer, type Server } from '../../../sync-server/create-server.ts'
import { keyOfPerson } from '../work/sign.ts'
import type { EventLog } from './event-log.ts'
import type { Place, VirtualTime } from './virtual-time.ts'

export const clinic = databaseOfClinic('demo')
const admin = `Basic ${btoa('admin:admin-secret')}`
const cheapPasswords = { memoryKiB: 8, passes: 1, iterations: 1 }

export interface Asked {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | undefined
}

/** An answer whose head has come; the body is on its way. */
export interface Answering {
  status: number
  headers: Record<string, string>
  body: Readable
  /** The client is gone. */
  hangUp(): void
}

/** The machine with the sync server: the real server on a folder, which can be killed and put back to a backup. */
export interface ClinicServer {
  isUp(): boolean
  start(): Promise<void>
  /** `kill -9`: what was committed stays, nobody is told. */
  kill(): void
  /** Copies the data folder as it is at this moment. */
  backUp(): void
  hasBackup(): boolean
  /** Kills the server and starts it on a backup, as the runbook says: stations compare with it again. */
  restore(): Promise<void>
  /** Rejects when the server is not there or dies before the head of its answer. */
  ask(asked: Asked): Promise<Answering>
  /** Asks and reads the answer; as the administrator unless the headers say otherwise. */
  askAll(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: unknown }>
  end(): Promise<void>
}

interface Options {
  folder: string
  time: VirtualTime
  random: Random
  log: EventLog
}

export function createClinicServer({ folder, time, random, log }: Options): ClinicServer {
  let running: { server: Server; place: Place; folder: string } | undefined
  let generation = 0
  const backups: string[] = []
  const answering = new Set<() => void>()
  const old: Promise<void>[] = []
  const current = () => join(folder, `data-${generation}`)

  async function open(renewEpochs: boolean) {
    const place: Place = { name: `server ${generation}`, dead: false }
    const options = {
      folder: current(),
      adminPassword: 'admin-secret',
      logLevel: 'silent' as const,
      renewEpochs,
    }
    const server = await time.at(place, () =>
      createServer({
        ...options,
        passwordCost: cheapPasswords,
        random: (length) => random.bytes(length),
        clock: { now: time.now },
      }),
    )
    running = { server, place, folder: current() }
  }

  /** What a crash leaves is what has been written to the files. */
  const copyTo = (from: string, to: string) => {
    mkdirSync(to, { recursive: true })
    cpSync(from, to, { recursive: true })
  }
  function kill() {
    if (!running) return
    const { server, folder: left } = running
    running = undefined
    generation += 1
    copyTo(left, current())
    log.note('server', 'killed')
    for (const hangUp of [...answering]) hangUp()
    // The handles of the dead process must go; nothing that happens in its folder is seen by anybody.
    old.push(server.close().catch(() => undefined))
  }
  const ask: ClinicServer['ask'] = async ({ method, path, headers = {}, body }) => {
    const here = running
    if (!here) throw new Error('connection refused')
    const answer = await time.at(here.place, () =>
      here.server.app.inject({
        method: method as 'GET',
        url: path,
        headers,
        payloadAsStream: true,
        ...(body === undefined ? {} : { payload: body }),
      }),
    )
    if (running !== here) throw new Error('connection reset')
    const raw = (answer as unknown as { raw: { res: { destroy(): void } } }).raw.res
    const stream = answer.stream()
    const hangUp = () => {
      answering.delete(hangUp)
      raw.destroy()
      stream.destroy(new Error('connection reset'))
    }
    answering.add(hangUp)
    stream.on('error', () => undefined)
    stream.on('end', () => answering.delete(hangUp))
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      body: stream,
      hangUp,
    }
  }
  return {
    isUp: () => running !== undefined,
    ask,
    kill,
    async start() {
      if (running) return
      await open(false)
      log.note('server', 'started')
    },
    backUp() {
      if (!running) return
      const to = join(folder, `backup-${backups.length}`)
      copyTo(running.folder, to)
      backups.push(to)
      log.note('server', `backed up (${backups.length})`)
    },
    hasBackup: () => backups.length > 0,
    async restore() {
      kill()
      rmSync(current(), { recursive: true, force: true })
      copyTo(random.pick(backups), current())
      await open(true)
      log.note('server', 'restored from a backup')
    },
    async askAll(method, path, body, headers = { authorization: admin }) {
      const answer = await ask({
        method,
        path,
        headers: { ...headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const parts: Buffer[] = []
      for await (const part of answer.body) parts.push(part as Buffer)
      return { status: answer.status, json: JSON.parse(Buffer.concat(parts).toString()) }
    },
    async end() {
      kill()
      await Promise.all(old)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Makes the clinic and its people; answers each person's session cookie. */
export async function provision(
  server: ClinicServer,
  people: readonly Person[],
): Promise<Map<string, string>> {
  await server.askAll('PUT', '/api/clinics/demo', {
    facilities: [{ id: 'facility:zarechye', name: 'Заречская врачебная амбулатория', kind: 'ambulatory' }],
  })
  const cookies = new Map<string, string>()
  for (const { user, role, name, villages } of people) {
    const password = `password-${user}`
    const practitioner = { id: `practitioner:${user}`, name, role, position: role }
    await server.askAll('PUT', `/api/accounts/${user}`, {
      password,
      practitioner,
      clinicId: 'demo',
      facilityId: 'facility:zarechye',
      ...(villages.length > 0 ? { villages } : {}),
    })
    const { headers } = await server.ask({
      method: 'POST',
      path: '/_session',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: user, password }),
    })
    const cookie = String(headers['set-cookie']).split(';')[0]!
    cookies.set(user, cookie)
    const key = keyOfPerson(practitioner.id)
    await server.ask({
      method: 'POST',
      path: '/api/clinics/demo/signing-keys',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(key.offer('demo', practitioner.id, user)),
    })
    const decided = await server.askAll('PUT', `/api/clinics/demo/signing-keys/${key.keyId}`, {
      state: 'registered',
    })
    if (decided.status !== 200) throw new Error('the simulated clinic did not take a signing key')
  }
  return cookies
}

export interface Person {
  user: string
  role: 'doctor' | 'feldsher'
  name: string
  /** Whose patients a feldsher sees; none for who sees everybody. */
  villages: readonly string[]
}

/** Where patients live; the first ones have a feldsher. */
export const villages = ['Бор', 'Луги', 'Заречье'] as const
