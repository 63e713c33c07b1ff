/**
 * While a page shows the print dialog Chromium runs none of its callbacks, yet it still hands out locks: the request
 * fails with "The provided callback is no longer runnable", its work never began, and the lock is free again. Whoever
 * asked would take that for the failure of the work; a window would never become the leader that talks to the server.
 * With this the request is made once more, as soon as the page runs. RxDB's election asks the same object, so the
 * object itself has to learn it.
 */
export function makeLocksPatient(locks: LockManager): void {
  const ask = locks.request.bind(locks) as (
    name: string,
    options: LockOptions,
    work: LockGrantedCallback<unknown>,
  ) => Promise<unknown>

  async function request(
    name: string,
    ...rest: [LockOptions, LockGrantedCallback<unknown>] | [LockGrantedCallback<unknown>]
  ): Promise<unknown> {
    const [options, work] = rest.length === 2 ? rest : [{}, rest[0]]
    for (;;) {
      let began = false
      try {
        return await ask(name, options, (lock) => {
          began = true
          return work(lock)
        })
      } catch (cause) {
        if (began || !isNotRunnable(cause)) throw cause
        await new Promise((resolve) => setTimeout(resolve))
      }
    }
  }
  Object.defineProperty(locks, 'request', { value: request, configurable: true, writable: true })
}

/** A refused request (aborted, stolen, wrong options) is a DOMException or TypeError; this one is a bare Error. */
const isNotRunnable = (cause: unknown): boolean =>
  cause instanceof Error && cause.constructor === Error && cause.message.includes('no longer runnable')
