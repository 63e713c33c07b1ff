import type { Random } from '../../../build/seed/random.ts'
import type { Deed, Hands } from '../work/deed.ts'
import type { ClinicServer } from './clinic-server.ts'
import type { Courier } from './courier.ts'
import type { EventLog } from './event-log.ts'
import type { Ledger } from './ledger.ts'
import type { ScopeBook } from './scope-book.ts'
import type { Station } from './station.ts'
import type { VirtualTime } from './virtual-time.ts'
import { drawWeather } from './weather.ts'

interface LifeOptions {
  stations: readonly Station[]
  server: ClinicServer
  time: VirtualTime
  random: Random
  log: EventLog
  ledger: Ledger
  deeds: readonly Deed[]
  scope: ScopeBook
  courier: Courier
}

const minute = 60_000
const day = 24 * 60 * minute
/** How far clocks are off: most not at all, some by minutes, a few by a day or by years. */
const skews = [0, 0, 0, 0, 2 * minute, -3 * minute, -day, 3 * 365 * day]

/** The busy part of a seed: people work, lines fail, programs and the server die and come back. */
export async function live(options: LifeOptions): Promise<{ kills: number; restores: number }> {
  const { stations, server, time, random, scope } = options
  const endMs = time.now() + random.int(8, 20) * minute
  const isOver = () => time.now() >= endMs
  const counts = { kills: 0, restores: 0 }
  /** Something again and again after a while, until the end. */
  const often = async (from: number, to: number, work: () => Promise<void> | void) => {
    while (!isOver()) {
      await time.sleep(random.int(from, to))
      if (!isOver()) await work()
    }
  }
  const restores = random.chance(0.5)
  await Promise.all([
    ...stations.map(async (station) => {
      station.skewMs = random.pick(skews)
      await Promise.all([
        often(2_000, 60_000, () => act(station, options)),
        station.linked
          ? often(20_000, 4 * minute, () => station.link.setWeather(drawWeather(random)))
          : often(minute, 3 * minute, () => exchange(station, options)),
        often(2 * minute, 12 * minute, () => restart(station, options, counts)),
      ])
    }),
    often(minute, 6 * minute, async () => {
      const what = random.next()
      if (what < 0.35) server.backUp()
      else if (what < 0.6 || !restores || !server.hasBackup() || counts.restores > 0) {
        server.kill()
        await time.sleep(random.int(0, 90_000))
        await server.start()
      } else {
        counts.restores += 1
        scope.restored()
        await server.restore()
      }
    }),
  ])
  return counts
}

/** A file of a station without a link goes to somebody, and one comes back. */
async function exchange(station: Station, { stations, random, courier }: LifeOptions): Promise<void> {
  const others = stations.filter((each) => each !== station)
  const partner = random.chance(0.7) ? others[0]! : random.pick(others)
  await courier.carry(station, partner)
  await courier.carry(partner, station)
}

async function restart(station: Station, { time, random }: LifeOptions, counts: { kills: number }) {
  if (random.chance(0.75)) {
    counts.kills += 1
    station.kill()
  } else await Promise.race([station.close(), time.sleep(20_000)])
  await time.sleep(random.int(100, minute))
  // The PC's clock was put right, or wrong.
  if (random.chance(0.1)) station.skewMs = random.pick(skews)
  await Promise.race([station.start(), time.sleep(20_000)])
}

/** One deed of the station's person. It is left alone when the program dies under it. */
async function act(station: Station, options: LifeOptions): Promise<void> {
  const { time, random, ledger, deeds, log } = options
  const program = station.program()
  if (!program) return
  const deed = random.weighted(deeds, ({ weight }) => weight)
  const token = ledger.next(station.name, deed.name)
  let opened: string | undefined
  const hands: Hands = {
    station,
    program,
    random,
    time,
    token,
    ledger,
    opens(patient) {
      program.data.audit.record({ action: 'card-opened', patientId: patient, means: token.text })
      opened = patient
    },
    async save(before, ...after) {
      if (station.program() !== program) return
      ledger.writes(token, before, after)
      const [ids, over] = [after.map(({ id }) => id).join(' '), [...token.replaced].join(' ')]
      log.note(station.name, `saves ${token.text}: ${deed.name}, ${ids}${over ? ` over ${over}` : ''}`)
      await program.data.saveAll(after, before)
      if (station.program() !== program) return
      ledger.saved(token)
      log.note(station.name, `saved ${token.text}`)
    },
  }
  /** Whether the opening is on the disk: the same card within a minute is none of its own. */
  const trace = async () => {
    if (opened === undefined) return
    const { audit } = program.data
    await audit.settled()
    const events = await audit.ofPatient(opened)
    if (station.program() !== program || !events.some(({ means }) => means === token.text)) return
    token.opened = opened
    log.note(station.name, `traced ${token.text}`)
  }
  const done = deed
    .run(hands)
    .then(trace)
    .catch((cause: unknown) => {
      log.note(
        station.name,
        `failed ${token.text}: ${cause instanceof Error ? cause.message : String(cause)}`,
      )
    })
  await Promise.race([done, time.sleep(40_000)])
}
