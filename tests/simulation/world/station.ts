import type { CommandContext } from '#shared/domain/common/command-context.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import type { Random } from '../../../build/seed/random.ts'
import type { SyncStatus } from '../../../renderer/data/controls/sync-control.ts'
import type { WorkplaceData } from '../../../renderer/data/workplace-data.ts'
import type { StationRealm } from '../realm/station-realm.ts'
import { clinic, type Person } from './clinic-server.ts'
import type { Disk } from './disk.ts'
import type { EventLog } from './event-log.ts'
import type { Link } from './link.ts'
import type { Place, VirtualTime } from './virtual-time.ts'

/** What runs on a PC from its start to its end. */
export interface Program {
  data: WorkplaceData
  context: CommandContext
  patients: readonly Patient[]
  status: SyncStatus
}

/** One PC with its person, disk and line. Its program can be closed or killed, and started again. */
export interface Station {
  readonly name: string
  readonly person: Person
  readonly disk: Disk
  readonly link: Link
  /** Of the person's session. */
  readonly cookie: string
  /** How far its clock is off. */
  skewMs: number
  /** False for a station that courier files alone reach. */
  linked: boolean
  program(): Program | undefined
  start(): Promise<void>
  /** The process is gone from one moment to the next. */
  kill(): void
  /** The person closes the window. */
  close(): Promise<void>
}

interface Options {
  name: string
  /** Different in every seed: RxDB remembers the names that its program has opened. */
  label: string
  person: Person
  disk: Disk
  link: Link
  cookie: string
  realm: StationRealm
  time: VirtualTime
  random: Random
  log: EventLog
}

export function createStation({
  name,
  label,
  person,
  disk,
  link,
  cookie,
  realm,
  time,
  random,
  log,
}: Options): Station {
  let place: Place | undefined
  let running: Program | undefined
  let starts = 0

  const station: Station = {
    name,
    person,
    disk,
    link,
    cookie,
    skewMs: 0,
    linked: true,
    program: () => running,
    async start() {
      if (place) return
      const own: Place = { name: `${label}-${++starts}`, dead: false }
      place = own
      const clock = { now: () => time.now() + station.skewMs }
      const bytes = (length: number) => random.bytes(length)
      const context: CommandContext = {
        clock,
        hybridClock: createHybridClock(clock, name),
        makeId: createMakeId(clock, bytes),
        clinicId: 'demo',
        author: { id: `practitioner:${person.user}`, name: person.name, role: person.role },
      }
      const opening = time.at(own, () =>
        realm.openWorkplaceData({
          clinicId: 'demo',
          database: clinic,
          localName: own.name,
          stationId: name,
          context,
          people: async () => [context.author.id],
          baseUrl: 'http://server',
          storage: disk.storage(own, () => station.skewMs),
          fetch: link.fetch,
          clock,
          random: bytes,
          multiInstance: false,
        }),
      )
      const data = await opening
      if (own.dead) return
      const program: Program = {
        data,
        context,
        patients: [],
        status: { phase: 'starting', onlyHere: 0, refused: 0, lastContactMs: undefined },
      }
      time.at(own, () => {
        data.patients.watchAll().subscribe((all) => {
          program.patients = all
        })
        data.sync.status.subscribe((status) => {
          program.status = status
        })
      })
      running = program
      log.note(name, 'started')
    },
    kill() {
      if (!place) return
      place.dead = true
      place = undefined
      running = undefined
      link.drop()
      realm.died()
      log.note(name, 'killed')
    },
    async close() {
      const own = place
      if (!own || !running) return
      const { data } = running
      running = undefined
      await time.at(own, () => data.close())
      if (place !== own) return
      place = undefined
      own.dead = true
      link.drop()
      realm.died()
      log.note(name, 'closed')
    },
  }
  return station
}
