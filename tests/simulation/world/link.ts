import { gunzipSync } from 'node:zlib'
import type { WireDocument } from '#shared/contract/couch.ts'
import { programHeader } from '#shared/contract/program.ts'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { scopeHeader } from '#shared/contract/scope-header.ts'
import type { Random } from '../../../build/seed/random.ts'
import type { Answering, ClinicServer } from './clinic-server.ts'
import type { EventLog } from './event-log.ts'
import type { Place, VirtualTime } from './virtual-time.ts'
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

/** A row of an answer, of whatever list. */
interface Row {
  doc?: Record<string, unknown> | null
  docs?: { ok?: Record<string, unknown> }[]
}

/** A request on its way. */
interface Travel {
  method: string
  path: string
  body: string | undefined
  /** The word of the program's run. */
  program: string
  waits: boolean
  signal: AbortSignal
  label: string
  /** Nothing of it is on the line any more. */
  over(): void
}

/** An answer whose body has come. */
interface Whole {
  status: number
  text: string
  /** Which part of the clinic it is from. */
  scope: string | undefined
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
        ? waiting(travel, answering)
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
    const text = await readAll(answering)
    taken(travel, text)
    given(text)
    return { status: answering.status, text, scope: answering.headers[scopeHeader] }
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
    return response(status, true, body, scope)
  }

  const taken = (travel: Travel, text: string) => {
    if (!travel.path.includes('_bulk_docs')) return
    const rows = JSON.parse(text) as { rev?: string }[]
    const { docs } = JSON.parse(travel.body ?? '{}') as { docs: WireDocument[] }
    if (Array.isArray(rows)) options.onTaken(docs.filter((_doc, index) => rows[index]?.rev))
  }

  /** Every document in an answer, in whatever form of CouchDB's lists. */
  const given = (text: string) => {
    if (!text.includes('"_id":"')) return
    const answer = JSON.parse(text) as { results?: Row[]; rows?: Row[] }
    const rows = [...(answer.results ?? []), ...(answer.rows ?? [])]
    const documents = rows.flatMap(({ doc, docs }) => [doc, ...(docs ?? []).map(({ ok }) => ok)])
    options.onGiven(documents.filter((each) => each !== undefined && each !== null))
  }

  function strange(travel: Travel, { name: what, status, ours, body }: StrangeAnswer): Response {
    note(travel, `answered by ${what}`)
    return response(status, ours, body)
  }

  /** A feed that waits: its pieces travel one after the other, each with a delay, until the line is cut. */
  function waiting(travel: Travel, answering: Answering): Response {
    let chain = delay()
    let open = true
    let text = ''
    const end = () => {
      open = false
      travel.over()
      answering.hangUp()
    }
    const source = new ReadableStream<Uint8Array>({
      start(controller) {
        const fail = (why: unknown) => {
          if (!open) return
          end()
          controller.error(why)
        }
        travel.signal.addEventListener('abort', () => fail(travel.signal.reason))
        const pass = (deliver: () => void) => {
          chain = chain.then(async () => {
            // What is sent into an outage is lost, and neither side hears of it.
            if (open && !weather.down && !place.dead) deliver()
          })
        }
        answering.body.on('data', (part: Buffer) => {
          text += part
          chain = chain.then(delay)
          pass(() => controller.enqueue(new Uint8Array(part)))
        })
        answering.body.on('end', () => {
          given(text)
          pass(() => {
            note(travel, 'news')
            open = false
            travel.over()
            controller.close()
          })
        })
        answering.body.on('error', () => pass(() => fail(new TypeError('connection reset'))))
      },
      cancel: end,
    })
    return new Response(source, { status: 200, headers: ourHeaders(answering.headers[scopeHeader]) })
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

async function readAll(answering: Answering): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of answering.body) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

const ourHeaders = (scope: string | undefined) => ({
  [protocolHeader]: '1',
  ...(scope === undefined ? {} : { [scopeHeader]: scope }),
})

const response = (status: number, ours: boolean, body: string, scope?: string) =>
  new Response(body, { status, headers: ours ? ourHeaders(scope) : {} })
