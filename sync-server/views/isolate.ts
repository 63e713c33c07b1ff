import { newQuickJSWASMModule, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten'
import { CouchError } from '../couch/couch-error.ts'
import { prelude } from './isolate-prelude.ts'

export interface IsolateLimits {
  memoryBytes: number
  /** For one document, one reduction, one call. */
  timeMs: number
}

const stackBytes = 256 * 1024
const millisecondsNow = (): number => performance.now()

/**
 * Functions of one design document in a virtual machine of their own: no file, no network, no clock of ours; a memory
 * limit; an end to every call. After an error that is not the function's own, the isolate is closed.
 */
export interface Isolate {
  /** Calls one of the prelude's calls with JSON text. Throws CouchError. */
  call(name: string, text: string): string
  readonly closed: boolean
  close(): void
}

/**
 * Makes an isolate with a WebAssembly memory of its own, so that a crash concerns nobody else; `onAlive` is called before
 * each document of a call.
 */
export async function createIsolate(limits: IsolateLimits, onAlive: () => void): Promise<Isolate> {
  const engine = await newQuickJSWASMModule()
  const runtime = engine.newRuntime()
  runtime.setMemoryLimit(limits.memoryBytes)
  runtime.setMaxStackSize(stackBytes)
  let endsAt = 0
  runtime.setInterruptHandler(() => millisecondsNow() > endsAt)
  const context = runtime.newContext()
  const renew = (): void => {
    endsAt = millisecondsNow() + limits.timeMs
  }
  renew()
  const enter = entryOf(context, () => {
    renew()
    onAlive()
  })
  let closed = false
  const close = (): void => {
    if (closed) return
    closed = true
    try {
      enter.dispose()
      context.dispose()
      runtime.dispose()
    } catch {
      // The machine has crashed before; its memory goes with the last reference to it.
    }
  }

  return {
    call(name, text) {
      renew()
      let result: string
      try {
        result = outcomeOf(context, enter, name, text)
      } catch (error) {
        close()
        throw error instanceof CouchError ? error : died()
      }
      if (result.startsWith('!')) {
        const { error, reason } = JSON.parse(result.slice(1)) as { error: string; reason: string }
        // The name goes into the log: only a word may, never a text that a function made of a document.
        const name = /^[A-Za-z_]{1,40}$/.test(error) ? error : 'unnamed_error'
        throw new CouchError(statusOf(name), name, reason)
      }
      return result
    },
    get closed() {
      return closed
    },
    close,
  }
}

const died = (reason = 'OS process died.'): CouchError => new CouchError(500, 'os_process_error', reason)

const statusOf = (error: string): number =>
  error === 'compilation_error' ? 400 : error === 'not_found' ? 404 : 500

function entryOf(context: QuickJSContext, alive: () => void): QuickJSHandle {
  const handle = context.newFunction('alive', () => {
    alive()
    return context.undefined
  })
  context.setProp(context.global, '__alive', handle)
  handle.dispose()
  return context.unwrapResult(context.evalCode(prelude, 'prelude.js'))
}

/** What the prelude gives back, or what ended it from outside. */
function outcomeOf(context: QuickJSContext, enter: QuickJSHandle, name: string, text: string): string {
  const [nameHandle, textHandle] = [context.newString(name), context.newString(text)]
  const result = context.callFunction(enter, context.undefined, nameHandle, textHandle)
  nameHandle.dispose()
  textHandle.dispose()
  if (result.error) {
    const told: unknown = context.dump(result.error)
    result.error.dispose()
    const message =
      told !== null && typeof told === 'object' && 'message' in told ? String(told.message) : String(told)
    throw died(message.includes('interrupted') ? 'OS process timed out.' : undefined)
  }
  const value = context.getString(result.value)
  result.value.dispose()
  return value
}
