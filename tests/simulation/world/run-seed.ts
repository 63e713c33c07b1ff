import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '../../../build/seed/random.ts'
import type { StationRealm } from '../realm/station-realm.ts'
import { deeds } from '../work/deeds.ts'
import { judge } from './check.ts'
import { createClinicServer, type Person, provision, villages } from './clinic-server.ts'
import { createCourier } from './courier.ts'
import { createDisk } from './disk.ts'
import { createEventLog } from './event-log.ts'
import { heal } from './heal.ts'
import { createLedger, server as serverName } from './ledger.ts'
import { live } from './life.ts'
import { createLink } from './link.ts'
import { createScopeBook } from './scope-book.ts'
import type { SeedResult } from './seed-result.ts'
import { createStation, type Station } from './station.ts'
import type { StoredRow } from './stored-row.ts'
import { judgeTrace } from './trace-check.ts'
import type { VirtualTime } from './virtual-time.ts'
import { noLink } from './weather.ts'

export interface SeedOptions {
  seed: number
  stations: number
  time: VirtualTime
  realms: readonly StationRealm[]
  /** Gives the seed's chance to the globals that know no other. */
  chance(random: ReturnType<typeof createRandom>): void
  /** Where the server's data may lie; a folder in memory. */
  folder: string
  /** Names of deeds that people do more often than elsewhere. */
  oftener: readonly string[]
}

/** Seeds of one process follow each other in time: what a library keeps of the time never goes back. */
const startOf = (seed: number) => Date.UTC(2026, 10, 25, 6) + seed * 4 * 3_600_000

/** One world from its first minute to the verdict. The same seed takes the same course. */
export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const { seed, time } = options
  const startMs = startOf(seed)
  time.reset(startMs)
  options.chance(createRandom('sim', seed, 'globals'))
  const random = createRandom('sim', seed, 'life')
  const log = createEventLog(time.now, startMs)
  const ledger = createLedger(time.now)
  const server = createClinicServer({
    folder: mkdtempSync(join(options.folder, 'lekar-sim-')),
    time,
    random: createRandom('sim', seed, 'server'),
    log,
  })
  const stations: Station[] = []
  const scope = createScopeBook(server, time)

  async function build() {
    await server.start()
    const people = Array.from(
      { length: options.stations },
      (_, index): Person => ({
        user: `person${index}`,
        role: index % 3 === 2 ? 'feldsher' : 'doctor',
        name: `Лекарь ${index}`,
        villages: index % 3 === 2 ? [villages[Math.floor(index / 3) % 2]!] : [],
      }),
    )
    const cookies = await provision(server, people)
    await server.askAll('PUT', '/clinic-demo')
    for (const [index, person] of people.entries()) {
      const name = `pc${index}`
      const chance = createRandom('sim', seed, name)
      const realm = options.realms[index]!
      const disk = createDisk({
        name: `${name}-${seed}`,
        kind: seed % 20 === 0 ? 'dexie' : 'memory',
        realm,
        time,
        random: chance,
        onWritten: (rows) => {
          for (const row of rows) log.note(name, `has ${nameOf(row)} ${ledger.seen(name, row).join(' ')}`)
        },
      })
      const link = createLink({
        name,
        cookie: cookies.get(person.user)!,
        server,
        time,
        random: createRandom('sim', seed, name, 'link'),
        log,
        onGiven: (documents) => void scope.answered(person, documents).catch(() => undefined),
        onTaken: (documents) => {
          scope.taken(documents)
          for (const document of documents) {
            const texts = ledger.seen(serverName, document).join(' ')
            log.note('server', `took ${document._id} on ${document._rev ?? 'nothing'} from ${name} ${texts}`)
          }
        },
      })
      stations.push(
        createStation({
          name,
          label: `${name}-${seed}`,
          person,
          disk,
          link,
          cookie: cookies.get(person.user)!,
          realm,
          time,
          random: chance,
          log,
        }),
      )
    }
    // Every third clinic has a station without any link, every sixth two of them.
    for (const station of stations.slice(stations.length - (seed % 3 > 0 ? 0 : seed % 6 > 0 ? 1 : 2))) {
      station.linked = false
      station.link.setWeather(noLink)
    }
    for (const station of stations) await station.start()
  }
  const courier = createCourier({
    realmOf: (station) => options.realms[stations.indexOf(station)]!,
    ...{ server, time, log, ledger, random: createRandom('sim', seed, 'courier') },
  })

  const weighed = deeds.map((deed) =>
    options.oftener.includes(deed.name) ? { ...deed, weight: 20 * deed.weight } : deed,
  )

  const world = async (): Promise<SeedResult> => {
    try {
      await build()
      const counts = await live({
        stations,
        server,
        time,
        random,
        log,
        ledger,
        deeds: weighed,
        scope,
        courier,
      })
      const {
        remains,
        restless,
        scope: outOfScope,
      } = await heal({ stations, server, time, log, scope, courier, wasRestored: counts.restores > 0 })
      const verdict = judge(ledger, remains)
      const conflicts = [...remains.places.get(serverName)!.values()].filter(
        (row) => row.kind === 'conflict',
      ).length
      return {
        ...verdict,
        ...counts,
        seed,
        restless,
        broken: [],
        scope: outOfScope,
        trace: await judgeTrace(server, ledger),
        courier: [...courier.faults()],
        files: courier.readings(),
        conflicts,
        saved: ledger.tokens().filter(({ savedMs }) => savedMs !== undefined).length,
        latenciesMs: latencies(ledger.tokens(), stations.length),
        virtualMs: time.now() - startMs,
        hash: log.hash(),
        lines: log.lines(),
      }
    } finally {
      for (const station of stations) station.kill()
      await server.end()
    }
  }
  return time.run(world())
}

/** A row in the log: what it is, and how it stands. */
const nameOf = (row: StoredRow) =>
  [
    row.id,
    row._deleted ? 'deleted' : '',
    row._downloaded ? `from the server ${row._rev}` : '',
    row.type === 'inbox'
      ? `${row.kind} ${row.status} of ${row.documentId} ${(row.reason as { text?: string })?.text ?? ''}`
      : '',
  ]
    .filter((part) => part !== '')
    .join(' ')

function latencies(
  tokens: ReturnType<ReturnType<typeof createLedger>['tokens']>,
  stations: number,
): number[] {
  return tokens.flatMap(({ savedMs, seenMs }) =>
    savedMs === undefined || seenMs.size < stations ? [] : [Math.max(...seenMs.values()) - savedMs],
  )
}
