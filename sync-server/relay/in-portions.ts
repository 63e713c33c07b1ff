import { AnswerTooLarge } from './unavailable.ts'

/**
 * Asks the CouchDB for many things, for as many at once as fit into one answer: what is too large comes in halves, each
 * when the one before was used. `alone` is the answer for a single one that does not fit.
 */
export async function* inPortions<Asked, Answer>(
  asked: readonly Asked[],
  ask: (portion: readonly Asked[]) => Promise<Answer>,
  alone: (one: Asked) => Answer,
): AsyncGenerator<Answer> {
  const answer = await ask(asked).catch((error: unknown) => {
    if (error instanceof AnswerTooLarge) return error
    throw error
  })
  if (!(answer instanceof AnswerTooLarge)) yield answer
  else if (asked.length === 1) yield alone(asked[0]!)
  else {
    const half = Math.ceil(asked.length / 2)
    yield* inPortions(asked.slice(0, half), ask, alone)
    yield* inPortions(asked.slice(half), ask, alone)
  }
}
