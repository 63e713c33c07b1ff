import { sha256 } from '#shared/kit/sha256.ts'
import type { Random } from '../../../build/seed/random.ts'
import type { CourierIdentity, CourierKey } from '../../../renderer/data/courier/courier-keys.ts'
import type { StationRealm } from '../realm/station-realm.ts'
import { keyOfPerson } from '../work/sign.ts'
import { type ClinicServer, clinic } from './clinic-server.ts'
import type { EventLog } from './event-log.ts'
import { type Ledger, server as serverName, tokensIn } from './ledger.ts'
import type { Station } from './station.ts'
import type { VirtualTime } from './virtual-time.ts'

/**
 * The people who carry files between stations: late, twice, in another order, cut off, or not at all. Invariants that show
 * at once: a file that was read changes nothing when it is read again, and nothing counts as on the server that the server
 * does not have.
 */
export interface Courier {
  /** Writes a file at one station for another; undefined when the program died under it. */
  write(from: Station, to: Station): Promise<Blob | undefined>
  /** Reads it, twice when it was whole. */
  read(at: Station, file: Blob): Promise<void>
  /** Writes a file and carries it as things go. */
  carry(from: Station, to: Station): Promise<void>
  /** What was read to its end so far. */
  readings(): number
  /** What was wrong with what it saw. */
  faults(): readonly string[]
}

interface CourierOptions {
  realmOf(station: Station): StationRealm
  server: ClinicServer
  time: VirtualTime
  random: Random
  log: EventLog
  ledger: Ledger
}

/** Longer than a program needs that was not killed. */
const patienceMs = 60_000

export function createCourier(options: CourierOptions): Courier {
  const { realmOf, server, time, random, log, ledger } = options
  const faults: string[] = []
  let readings = 0
  const clinicKey = {
    keys: [{ id: 'k1', key: Buffer.from('0123456789abcdef0123456789abcdef').toString('base64') }],
  }
  const keysOf = (station: Station): Promise<CourierKey[]> => realmOf(station).importCourierKeys(clinicKey)

  async function identityOf(station: Station): Promise<CourierIdentity> {
    const { publicKey } = keyOfPerson(`station:${station.name}`)
    const secret = privateKeyOf(`station:${station.name}`)
    const place = { get: async () => `${secret} ${publicKey}`, set: async () => undefined }
    return { stationId: station.name, name: station.name, ...(await realmOf(station).signingKeys(place)) }
  }
  /** The answer of a program that lives on; undefined when it died or takes too long. */
  async function living<T>(
    station: Station,
    work: (data: NonNullable<ReturnType<Station['program']>>['data']) => Promise<T>,
  ) {
    const program = station.program()
    if (!program) return undefined
    const outcome = work(program.data).catch((cause: unknown) => {
      log.note(station.name, `courier failed: ${cause instanceof Error ? cause.message : String(cause)}`)
      return undefined
    })
    const answer = await Promise.race([outcome, time.sleep(patienceMs).then(() => undefined)])
    return station.program() === program ? answer : undefined
  }

  const courier: Courier = {
    faults: () => faults,
    readings: () => readings,
    async write(from, to) {
      const [key] = await keysOf(from)
      const identity = await identityOf(from)
      const written = await living(from, async (data) => {
        const known = await new Promise<boolean>((resolve) => {
          const end = data.courier.peers.subscribe((peers) => {
            resolve(peers.some(({ station }) => station === to.name))
            queueMicrotask(() => end())
          })
        })
        return data.courier.write(known ? to.name : '*', key!, identity)
      })
      if (!written) return undefined
      log.note(from.name, `writes file ${written.number} for ${to.name}: ${written.documents}`)
      return new Blob([written.bytes])
    },
    async read(at, file) {
      const keys = await keysOf(at)
      const result = await living(at, (data) => data.courier.read(file, keys))
      if (!result) return
      log.note(at.name, `reads a file: ${JSON.stringify(result)}`)
      await judgeClaims(at)
      if (!result.ok || result.value.problem) return
      if (result.value.harmedTrace > 0) faults.push(`${at.name} was told that a trace is harmed`)
      readings += 1
      const again = await living(at, (data) => data.courier.read(file, keys))
      if (again && (again.ok || again.error !== 'already-read'))
        faults.push(`${at.name} read a file twice: ${JSON.stringify(again)}`)
    },
    async carry(from, to) {
      const file = await courier.write(from, to)
      if (!file || random.chance(0.15)) return
      const times = random.chance(0.25) ? 2 : 1
      for (let copy = 0; copy < times; copy++) {
        const cut = random.chance(0.15) ? file.slice(0, random.int(0, file.size)) : file
        time
          .sleep(random.int(5_000, 6 * 60_000))
          .then(() => courier.read(to, cut))
          .catch(() => undefined)
      }
    },
  }

  /** What a station says is on the server must have been there. */
  async function judgeClaims(at: Station): Promise<void> {
    const claimed = new Map<string, string[]>()
    const replacedBy = new Map<string, boolean>()
    const tokens = new Map(ledger.tokens().map((token) => [token.text, token]))
    for (const token of tokens.values())
      if (token.takenMs !== undefined) for (const text of token.replaced) replacedBy.set(text, true)
    for (const row of (await at.disk.rows()).values()) {
      // Of what was deleted before the server heard of it nothing is to be there.
      if (!row._downloaded || row._deleted || row.type === 'inbox') continue
      const never = tokensIn(JSON.stringify(row)).filter(
        (text) => tokens.get(text)?.takenMs === undefined && !replacedBy.has(text),
      )
      if (never.length > 0) claimed.set(row.id, never)
    }
    if (claimed.size === 0 || !server.isUp()) return
    // The server may have taken it and died before its answer.
    const keys = { keys: [...claimed.keys()] }
    const { json } = await server.askAll('POST', `/${clinic}/_all_docs?include_docs=true`, keys)
    for (const { doc } of (json as { rows: { doc?: object | null }[] }).rows)
      if (doc) ledger.seen(serverName, doc)
    for (const [id, texts] of claimed)
      for (const text of texts)
        if (tokens.get(text)?.takenMs === undefined)
          faults.push(`${at.name} counts ${id} as on the server, which never had ${text}`)
  }
  return courier
}

/** PKCS 8 of an Ed25519 key is this and its 32 bytes. */
const pkcs8Beginning = Buffer.from('302e020100300506032b657004220420', 'hex')
const privateKeyOf = (name: string): string =>
  Buffer.concat([pkcs8Beginning, sha256(name)]).toString('base64')
