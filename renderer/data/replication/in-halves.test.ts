import { expect, it } from 'vitest'
import { AppError } from '#shared/errors/app-error.ts'
import { AnswerError } from './answer-error.ts'
import { inHalves } from './in-halves.ts'

const tooLarge = () => new AnswerError('server.too-large', 413, 'HTTP 413', false)
/** Tries again, as the request loop does, until the caller picks the failure. */
const persist = async <R>(request: () => Promise<R>, forCaller: (error: AppError) => boolean): Promise<R> => {
  for (let tries = 0; ; tries++)
    try {
      return await request()
    } catch (cause) {
      if (!(cause instanceof AppError) || forCaller(cause) || tries > 5) throw cause
    }
}

it('asks in halves what is too large, and keeps the order', async () => {
  const asked: number[] = []
  const ask = async (items: readonly number[]) => {
    asked.push(items.length)
    if (items.length > 3) throw tooLarge()
    return items.map((item) => item * 10)
  }
  const items = Array.from({ length: 10 }, (_, index) => index)
  expect(await inHalves(items, ask, persist)).toEqual(items.map((item) => item * 10))
  expect(asked).toEqual([10, 5, 2, 3, 5, 2, 3])
  expect(await inHalves([], ask, persist)).toEqual([])
})

it('asks again what is too large alone, and tells every other failure', async () => {
  let failures = 3
  const alone = async (items: readonly string[]) => {
    if (failures-- > 0) throw tooLarge()
    return items
  }
  expect(await inHalves(['a'], alone, persist)).toEqual(['a'])
  const broken = () => Promise.reject(new Error('stopped'))
  await expect(inHalves(['a', 'b'], broken, persist)).rejects.toThrow('stopped')
})
