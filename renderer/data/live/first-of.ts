import type { LiveQuery } from '../controls/live-query.ts'

/** The first value of a live query, for who needs it once. */
export const firstOf = <T>(query: LiveQuery<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    let end: (() => void) | undefined
    let isOver = false
    end = query.subscribe((value) => {
      isOver = true
      resolve(value)
      end?.()
    }, reject)
    // The first value may come before there is an end to call.
    if (isOver) end()
  })
