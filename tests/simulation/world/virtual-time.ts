import { AsyncLocalStorage } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import nodeTimers from 'node:timers'
import timersPromises from 'node:timers/promises'

/**
 * The clock and the timers of the whole process, turned by the world instead of by the machine: time stands still while
 * anything is left to do, then jumps to the next timer. So two runs of one seed take the same turns in the same order.
 */
export interface VirtualTime {
  now(): number
  sleep(ms: number): Promise<void>
  /** Turns the clock until the promise settles. */
  run<T>(main: Promise<T>): Promise<T>
  /** Begins anew at this moment, with no timer left. */
  reset(startMs: number): void
  /** Runs in a place: the timers made meanwhile belong to it. */
  at<T>(place: Place, work: () => T): T
}

/** A process of the world: a station from its start to its kill, a server. Its timers end with it. */
export interface Place {
  readonly name: string
  dead: boolean
}

interface Timer {
  atMs: number
  order: number
  everyMs: number | undefined
  place: Place | undefined
  call: () => void
  gone: boolean
}

/** The world's only source of time in this process, put in place of the machine's. Call before anything else loads. */
export function installVirtualTime(): VirtualTime {
  const places = new AsyncLocalStorage<Place>()
  const machineImmediate = globalThis.setImmediate
  const MachineDate = globalThis.Date
  let nowMs = MachineDate.UTC(2026, 0, 1)
  let made = 0
  let immediates = 0
  const timers = new TimerHeap()

  const add = (call: () => void, ms: number | undefined, everyMs?: number) => {
    const delayMs = Math.max(1, Number(ms) || 0)
    const timer: Timer = {
      atMs: nowMs + delayMs,
      order: ++made,
      everyMs: everyMs === undefined ? undefined : delayMs,
      place: places.getStore(),
      call,
      gone: false,
    }
    if (!timer.place?.dead) timers.push(timer)
    return handleOf(timer)
  }
  const clear = (handle: unknown) => {
    if (typeof handle === 'object' && handle !== null && 'timer' in handle)
      (handle.timer as Timer).gone = true
  }
  const immediate = <A extends unknown[]>(call: (...given: A) => void, ...given: A) => {
    immediates += 1
    const place = places.getStore()
    return machineImmediate(() => {
      immediates -= 1
      if (!place?.dead) call(...given)
    })
  }
  Object.assign(globalThis, {
    Date: dateOf(MachineDate, () => nowMs),
    setTimeout: (call: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
      add(() => call(...given), ms),
    setInterval: (call: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
      add(() => call(...given), ms, ms),
    setImmediate: immediate,
    clearTimeout: clear,
    clearInterval: clear,
    requestIdleCallback: (call: () => void) => immediate(call),
  })
  const promised = {
    setTimeout: (ms?: number, value?: unknown) => new Promise((resolve) => add(() => resolve(value), ms)),
    setImmediate: (value?: unknown) => new Promise((resolve) => immediate(resolve, value)),
  }
  Object.assign(timersPromises, promised)
  // The server measures by it how long a commit takes, and how long the next one waits for company.
  performance.now = () => nowMs
  Object.assign(nodeTimers, { setTimeout: globalThis.setTimeout, setImmediate: immediate })
  syncBuiltinESMExports()

  /** Everything that can happen without time passing. Microtasks run before each of the machine's own immediates. */
  async function settle() {
    const turn = () => new Promise((resolve) => machineImmediate(resolve))
    await turn()
    while (immediates > 0) await turn()
  }

  return {
    now: () => nowMs,
    sleep: (ms) => new Promise((resolve) => add(resolve, ms)),
    at: (place, work) => places.run(place, work),
    reset(startMs) {
      timers.clear()
      nowMs = startMs
    },
    async run(main) {
      let over = false
      const end = () => {
        over = true
      }
      main.then(end, end)
      for (;;) {
        await settle()
        if (over) return main
        const timer = timers.pop()
        if (!timer) throw new Error('the world stands still: nothing is left that could happen')
        if (timer.gone || timer.place?.dead) continue
        nowMs = Math.max(nowMs, timer.atMs)
        if (timer.everyMs !== undefined) {
          timer.atMs = nowMs + timer.everyMs
          timer.order = ++made
          timers.push(timer)
        }
        if (timer.place) places.run(timer.place, timer.call)
        else places.exit(timer.call)
      }
    },
  }
}

/** What `setTimeout` returns, as far as Node's own code and libraries use it. */
function handleOf(timer: Timer) {
  const handle = {
    timer,
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    refresh: () => handle,
    close: () => {
      timer.gone = true
      return handle
    },
    [Symbol.toPrimitive]: () => timer.order,
  }
  return handle
}

function dateOf(MachineDate: DateConstructor, now: () => number): DateConstructor {
  return class extends MachineDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(now())
      else super(...(given as [number]))
    }
    static override now = now
  } as DateConstructor
}

/** A binary heap by time, then by the order in which the timers were made. */
class TimerHeap {
  #items: Timer[] = []
  clear() {
    this.#items = []
  }
  push(timer: Timer) {
    const items = this.#items
    let place = items.push(timer) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!before(timer, items[parent]!)) break
      items[place] = items[parent]!
      place = parent
    }
    items[place] = timer
  }
  pop(): Timer | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (first === undefined || last === undefined || items.length === 0) return first
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= items.length) break
      if (child + 1 < items.length && before(items[child + 1]!, items[child]!)) child += 1
      if (!before(items[child]!, last)) break
      items[place] = items[child]!
      place = child
    }
    items[place] = last
    return first
  }
}

const before = (a: Timer, b: Timer) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
