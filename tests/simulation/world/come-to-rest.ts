import { isOne, type Looked, look, onlyHere, wrongAt } from './look.ts'
import type { ScopeBook } from './scope-book.ts'
import type { Station } from './station.ts'
import type { VirtualTime } from './virtual-time.ts'

const stepMs = 5_000

/** Until nobody has anything left to do and all say the same; what is then still open, in words. */
export async function comeToRest(
  linked: readonly Station[],
  patienceMs: number,
  options: Looked & { time: VirtualTime; scope: Pick<ScopeBook, 'leaks'> },
): Promise<string[]> {
  const { time, scope } = options
  const startMs = time.now()
  for (let calm = 0; ; ) {
    await time.sleep(time.now() < startMs + 5 * 60_000 ? stepMs : 12 * stepMs)
    const restless = await restlessOf(linked, options)
    calm = restless.length === 0 ? calm + 1 : 0
    // Long enough for a feed whose news were lost on a line that was still failing.
    if (calm >= 2 && isOne(await look(options), linked)) return []
    if (calm * stepMs > 10 * 60_000) return []
    // What must never be seen was seen: nothing that comes after it makes that well.
    if (time.now() > startMs + patienceMs || scope.leaks().length > 0)
      return Promise.all(
        restless.map(
          async (station) =>
            `${station.name} did not come to rest: ${JSON.stringify(station.program()?.status)}, wrong: ${await wrongAt(station, options)}, only here: ${await onlyHere(station)}`,
        ),
      )
  }
}

/** Who has something left to do. What costs little is asked first. */
async function restlessOf(stations: readonly Station[], looked: Looked): Promise<Station[]> {
  const busy = stations.filter((station) => !isCalm(station))
  if (busy.length > 0) return busy
  const restless: Station[] = []
  for (const station of stations)
    if (station.program()?.status.onlyHere !== (await wrongAt(station, looked))) restless.push(station)
  return restless
}

function isCalm(station: Station): boolean {
  const status = station.program()?.status
  return status?.phase === 'idle' && status.problem === undefined && status.refused === status.onlyHere
}
