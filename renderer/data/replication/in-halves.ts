import type { AppError } from '#shared/errors/app-error.ts'
import { isContentAtFault } from './answer-error.ts'

/** Runs a request until it is answered; throws only what `forCaller` picks. */
type Persist = <R>(request: () => Promise<R>, forCaller: (error: AppError) => boolean) => Promise<R>

/**
 * A question about many documents, in halves where it is too large for the server or for something on the way. One that
 * is too large alone is asked again until whatever is in the way is gone.
 */
export async function inHalves<T, R>(
  items: readonly T[],
  ask: (items: readonly T[]) => Promise<Iterable<R>>,
  persist: Persist,
): Promise<R[]> {
  if (items.length === 0) return []
  try {
    return [
      ...(await persist(
        () => ask(items),
        (error) => items.length > 1 && isContentAtFault(error),
      )),
    ]
  } catch (cause) {
    if (!isContentAtFault(cause)) throw cause
    const middle = items.length >> 1
    return [
      ...(await inHalves(items.slice(0, middle), ask, persist)),
      ...(await inHalves(items.slice(middle), ask, persist)),
    ]
  }
}
