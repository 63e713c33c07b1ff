import { gunzipSync } from 'node:zlib'
import type { WireDocument } from '#shared/contract/couch.ts'
import { programHeader } from '#shared/contract/program.ts'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import type { Random } from '../../../build/seed/random.ts'
import { givenIn, takenOf } from './carried-documents.ts'
import type { Answering, ClinicServer } from './clinic-server.ts'
import type { EventLog } from './event-log.ts'
import { lineAnswer, type Whole, wholeAnswer } from './line-answer.ts'
import type { Travel } from './travel.ts'
import type { Place, VirtualTime } from './virtual-time.ts'
import { waitingFeed } from './waiting-feed.ts'
import { fair, type StrangeAnswer, strangeAnswers, tooLarge, type Weather } from './weather.ts'

/** The line between one station and the server: queues with a delay of their own for each piece, and the weather. */
export interface Link {
  fetch: typeof fetch
  setWeather(weather: Weather): void
  weather(): Weather
  /** Requests that asked for anything but to wait for news, or whose copies may stay: that comes by the clock. */
  asked(): number
  /** The station's program is gone: nothing of it travels on. */
  drop(): void
}

interface LinkOptions {
  name: string
  cookie: string
  server: ClinicServer
  time: VirtualTime
  random: Random
  log: EventLog
  /** Told of each document that the server has taken. */
  onTaken(documents: readonly WireDocument[]): void
  /** Told of each document that the server has given, whether the answer arrives or not. */
  onGiven(documents: readonly Record<string, unknown>[]): void
}

export function createLink(options: LinkOptions): Link {
  const { name, server, time, random, log } = options
  const place: Place = { name: `link of ${name}`, dead: false }
  let weather = fair
  let asked = 0
  let number = 0
  const cuts = new Set<AbortController>()
  const note = (travel: Travel, what: string) => log.note(name, `${travel.label} ${what}`)
  const delay = () => time.sleep(random.int(...weather.latencyMs))

  /** Until the client gives up: what is lost on the way is not told to anybody. */
  const silence = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      const end = () => reject(signal.reason)
      if (signal.aborted) end()
      else signal.addEventListener('abort', end)
    })
  const lost = async (travel: Travel, what: string): Promise<never> => {
    note(travel, what)
    if (random.chance(0.5)) return silence(travel.signal)
    await time.sleep(random.int(100, 20_000))
    throw new TypeError('network error')
  }
  const toServer = (travel: Travel) =>
    server.ask({
      method: travel.method,
      path: travel.path,
      headers: {
        cookie: options.cookie,
        'content-type': 'application/json',
        [protocolHeader]: '1',
        [programHeader]: travel.program,
      },
      body: travel.body,
    })

  async function travelTo(travel: Travel): Promise<Response> {
    const then = weather
    if (then.down) {
      if (random.chance(0.3)) return lost(travel, 'into the outage')
      await delay()
      throw new TypeError('no network')
    }
    await delay()
    travel.signal.throwIfAborted()
    if (random.chance(then.lostRequest)) return lost(travel, 'request lost')
    const size = travel.body?.length ?? 0
    if (then.largestBody !== undefined && size > then.largestBody) return strange(travel, tooLarge)
    if (random.chance(then.strange / 2)) return strange(travel, random.pick(strangeAnswers))
    const first = toServer(travel)
    if (travel.waits) {
      const answering = await first
      return answering.status === 200
        ? waitingFeed(travel, answering, {
            delay,
            isDown: () => weather.down,
            onEnded: given,
            onNews: () => note(travel, 'news'),
          })
        : home(travel, await arrive(travel, answering))
    }
    if (random.chance(then.duplicate)) return doubled(travel, heard(travel, first))
    return home(travel, await heard(travel, first))
  }

  /** The request arrives twice. The client hears one of the two answers. */
  async function doubled(travel: Travel, first: Promise<Whole>): Promise<Response> {
    note(travel, 'doubled')
    const hearsFirst = random.chance(0.5)
    await time.sleep(random.int(0, 5000))
    const second = heard(travel, toServer(travel))
    return home(travel, await (hearsFirst ? first : second))
  }

  /** The answer as the server gave it, at once: it may be long in coming home, or never come. */
  async function arrive(travel: Travel, answering: Answering): Promise<Whole> {
    const whole = await wholeAnswer(answering)
    const documents = takenOf(travel, whole.text)
    if (documents.length > 0) options.onTaken(documents)
    given(whole.text)
    return whole
  }
  const given = (text: string) => {
    const documents = givenIn(text)
    if (documents.length > 0) options.onGiven(documents)
  }
  const heard = (travel: Travel, answer: Promise<Answering>): Promise<Whole> => {
    const whole = answer.then((answering) => arrive(travel, answering))
    whole.catch(() => undefined)
    return whole
  }

  async function home(travel: Travel, { status, text, scope }: Whole): Promise<Response> {
    await delay()
    travel.signal.throwIfAborted()
    if (weather.down || random.chance(weather.lostAnswer)) return lost(travel, 'answer lost')
    if (random.chance(weather.strange / 2)) return strange(travel, random.pick(strangeAnswers))
    const cut = random.chance(weather.cutAnswer)
    note(travel, cut ? 'answer cut' : String(status))
    const body = cut ? text.slice(0, random.int(0, text.length - 1)) : text
    return lineAnswer(status, true, body, scope)
  }

  function strange(travel: Travel, { name: what, status, ours, body }: StrangeAnswer): Response {
    note(travel, `answered by ${what}`)
    return lineAnswer(status, ours, body)
  }

  return {
    weather: () => weather,
    asked: () => asked,
    setWeather(next) {
      weather = next
      log.note(name, `weather: ${next.name}`)
      // A line that goes down cuts some of what is on it at once; the rest is never heard of again.
      if (next.down) for (const cut of [...cuts]) if (random.chance(0.5)) cut.abort(new TypeError('line cut'))
    },
    drop() {
      for (const cut of [...cuts]) cut.abort(new TypeError('the program is gone'))
    },
    fetch: (input, init) => {
      const method = init?.method ?? 'GET'
      const path = String(input).replace('http://server', '')
      const waits = path.includes('feed=longpoll')
      if (!waits && !path.endsWith('/held-documents')) asked += 1
      const cut = new AbortController()
      cuts.add(cut)
      const signal = init?.signal ? AbortSignal.any([init.signal, cut.signal]) : cut.signal
      const body = init?.body instanceof ArrayBuffer ? gunzipSync(init.body).toString() : init?.body
      const short = path.replace(/^\/[^/]+\//, '').replace(/\?.*/, '')
      const travel: Travel = {
        method,
        path,
        waits,
        signal,
        program: new Headers(init?.headers).get(programHeader) ?? '',
        body: typeof body === 'string' ? body : undefined,
        label: `#${++number} ${waits ? 'feed' : short}`,
        over: () => cuts.delete(cut),
      }
      return time.at(place, () =>
        Promise.race([travelTo(travel), silence(signal)]).then(
          (answer) => {
            if (!waits) travel.over()
            return answer
          },
          (cause: unknown) => {
            travel.over()
            if (!signal.aborted) note(travel, 'failed')
            throw cause
          },
        ),
      )
    },
  }
}
