import { expect, it } from 'vitest'
import { createPersonFirst } from './person-first.ts'

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('bulk work waits for a save, and for the write that follows its look-up', async () => {
  const person = createPersonFirst()
  const order: string[] = []
  const save = async () => {
    await person.first(() => after(20))
    order.push('looked')
    await person.first(() => after(20))
    order.push('saved')
  }
  const saving = save()
  await person.pause()
  order.push('bulk')
  await saving
  expect(order).toEqual(['looked', 'saved', 'bulk'])
})

it('bulk work does not wait for ever', async () => {
  const person = createPersonFirst(10)
  let end: (value: unknown) => void = () => undefined
  const saving = person.first(() => new Promise((resolve) => (end = resolve)))
  await person.pause()
  end(undefined)
  await saving
})

it('bulk work goes on when a save fails', async () => {
  const person = createPersonFirst(10_000)
  const failing = person.first(async () => {
    await after(5)
    throw new Error('disk full')
  })
  await Promise.all([expect(failing).rejects.toThrow('disk full'), person.pause()])
})
