import type { Remains } from './check.ts'
import type { ClinicServer } from './clinic-server.ts'
import { comeToRest } from './come-to-rest.ts'
import type { Courier } from './courier.ts'
import type { EventLog } from './event-log.ts'
import { server as serverName } from './ledger.ts'
import { copiesOfWhoLeft, leavingMs } from './left-copies.ts'
import { isOne, look, onlyHere, shown, wrongAt } from './look.ts'
import type { ScopeBook } from './scope-book.ts'
import type { Station } from './station.ts'
import type { VirtualTime } from './virtual-time.ts'
import { fair } from './weather.ts'

interface HealOptions {
  stations: readonly Station[]
  server: ClinicServer
  time: VirtualTime
  log: EventLog
  scope: ScopeBook
  courier: Courier
  /** The server was put back to a backup: revisions that stations hold may be gone, and these copies stay. */
  wasRestored: boolean
}

const longestMs = 3 * 3_600_000
const shortMs = 10 * 60_000
const silenceMs = 90_000
/** Every line is good, every program runs, and nobody works any more: all must come to rest at one state. */
export async function heal(
  options: HealOptions,
): Promise<{ remains: Remains; restless: string[]; scope: string[] }> {
  const { stations, server, log, scope } = options
  log.note('world', 'heals')
  await server.start()
  for (const station of stations) {
    if (station.linked) station.link.setWeather(fair)
    await station.start()
  }
  const linked = stations.filter((station) => station.linked)
  const restless = await comeToRest(linked, longestMs, options)
  // Who has waited for rest in vain does not wait as long for what comes after it.
  const patienceMs = restless.length > 0 ? shortMs : longestMs
  if (scope.leaks().length === 0) restless.push(...(await healTheRest(linked, patienceMs, options)))
  log.note('world', 'is judged')
  const remains = await look(options)
  const truth = remains.places.get(serverName)!
  const found: string[] = [...scope.leaks()]
  for (const { person, cookie } of stations)
    found.push(...scope.compare(person, truth, await shown(server, { cookie })))
  if (restless.length === 0 && !options.wasRestored)
    for (const station of linked) found.push(...(await copiesOfWhoLeft(station, remains)))
  return { remains, restless, scope: found }
}

/** The stations without a link, the traces, and the silence that must follow; what is then still open. */
async function healTheRest(
  linked: readonly Station[],
  patienceMs: number,
  options: HealOptions,
): Promise<string[]> {
  const { stations, time } = options
  for (const station of stations) if (!station.linked) lookAtNobody(station)
  const restless = await healByFiles(patienceMs, options)
  await deliverTraces(linked, time)
  if (restless.length > 0 || patienceMs < longestMs) return restless
  await time.sleep(leavingMs)
  const first = await askedIn(silenceMs, linked, time)
  // What a station had put aside has a time of its own for the next try, which may fall into the first silence.
  const asked = first.some((count) => count > 0) ? await askedIn(2 * silenceMs, linked, time) : first
  // And it may have told its person something else, after the last file.
  if (!isOne(await look(options), stations)) restless.push(...(await healByFiles(shortMs, options)))
  return [
    ...restless,
    ...asked.flatMap((count, index) =>
      count > 0 ? [`${linked[index]!.name} made ${count} requests with nothing left to do`] : [],
    ),
  ]
}

const mostFiles = 8
/** Files go to and fro between each station without a link and one that has one, until both are told that all is there. */
async function healByFiles(patienceMs: number, options: HealOptions): Promise<string[]> {
  const { stations, time, courier } = options
  const away = stations.filter((station) => !station.linked)
  if (away.length === 0) return []
  const linked = stations.filter((station) => station.linked)
  const partner = linked[0]!
  const pass = async (from: Station, to: Station) => {
    const file = await courier.write(from, to)
    if (file) await courier.read(to, file)
  }
  for (let turn = 0; ; turn++) {
    for (const station of away) await pass(station, partner)
    const restless = await comeToRest(linked, patienceMs, options)
    // The trace goes with the next gathering.
    await time.sleep(200_000)
    for (const station of away) await pass(partner, station)
    const open: string[] = []
    for (const station of away) {
      const [status, wrong] = [station.program()?.status, await wrongAt(station, options)]
      if (status?.onlyHere !== wrong)
        open.push(
          `${station.name} is not told by file: ${JSON.stringify(status)}, wrong: ${wrong}, only here: ${await onlyHere(station)}`,
        )
    }
    if (restless.length > 0) {
      if (turn > 0) return [...restless, ...open]
      patienceMs = Math.min(patienceMs, shortMs)
      continue
    }
    if (open.length === 0 && turn > 0 && isOne(await look(options), stations)) return []
    if (turn >= mostFiles) return open
  }
}

/** One more opening at every station, and a look at the server's trace, before which a station sends what waits. */
async function deliverTraces(stations: readonly Station[], time: VirtualTime): Promise<void> {
  for (const station of stations) {
    lookAtNobody(station)
    const look = station.program()?.data.audit.search({ patient: 'patient:nobody' })
    await Promise.race([look?.catch(() => undefined), time.sleep(120_000)])
  }
}
const lookAtNobody = (station: Station) =>
  station.program()?.data.audit.record({ action: 'trail-viewed', patientId: 'patient:nobody', means: 'heal' })

/** How many requests each station makes in such a time. */
async function askedIn(ms: number, stations: readonly Station[], time: VirtualTime): Promise<number[]> {
  const before = stations.map(({ link }) => link.asked())
  await time.sleep(ms)
  return stations.map(({ link }, index) => link.asked() - before[index]!)
}
