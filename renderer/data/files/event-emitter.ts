type Listener = (...values: unknown[]) => void

/** Not members: PouchDB makes emitters of objects whose constructor never ran. */
const listenersOf = new WeakMap<object, Map<string, Listener[]>>()

function listeners(emitter: object): Map<string, Listener[]> {
  const known = listenersOf.get(emitter) ?? new Map<string, Listener[]>()
  listenersOf.set(emitter, known)
  return known
}

/** What PouchDB asks of Node's `events`, which browsers do not have; put in its place by the bundler. */
export class EventEmitter {
  on(event: string, listener: Listener): this {
    listeners(this).set(event, [...(listeners(this).get(event) ?? []), listener])
    return this
  }
  addListener(event: string, listener: Listener): this {
    return this.on(event, listener)
  }
  once(event: string, listener: Listener): this {
    const once = Object.assign(
      (...values: unknown[]) => {
        this.removeListener(event, listener)
        listener.apply(this, values)
      },
      { of: listener },
    )
    return this.on(event, once)
  }
  removeListener(event: string, listener: Listener): this {
    const isIt = (each: Listener & { of?: Listener }) => each === listener || each.of === listener
    const all = listeners(this).get(event) ?? []
    const at = all.findIndex(isIt)
    if (at >= 0) listeners(this).set(event, all.toSpliced(at, 1))
    return this
  }
  off(event: string, listener: Listener): this {
    return this.removeListener(event, listener)
  }
  removeAllListeners(event?: string): this {
    if (event === undefined) listeners(this).clear()
    else listeners(this).delete(event)
    return this
  }
  emit(event: string, ...values: unknown[]): boolean {
    const all = listeners(this).get(event) ?? []
    if (event === 'error' && all.length === 0) throw values[0]
    for (const listener of all) listener.apply(this, values)
    return all.length > 0
  }
  listeners(event: string): Listener[] {
    return [...(listeners(this).get(event) ?? [])]
  }
  listenerCount(event: string): number {
    return listeners(this).get(event)?.length ?? 0
  }
  setMaxListeners(): this {
    return this
  }
}
// PouchDB walks over the methods to lend them to its constructor; those of a class are hidden from such a walk.
for (const name of Object.getOwnPropertyNames(EventEmitter.prototype))
  if (name !== 'constructor') Object.defineProperty(EventEmitter.prototype, name, { enumerable: true })

export default EventEmitter
