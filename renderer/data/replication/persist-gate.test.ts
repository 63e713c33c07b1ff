import { describe, expect, it } from 'vitest'
import { createPersistGate } from './persist-gate.ts'

describe('the gate of what is durable', () => {
  it('is settled when nothing is open', async () => {
    expect(await createPersistGate().settled()).toBe(true)
  })

  it('waits for exactly the place that was handed out', async () => {
    const gate = createPersistGate()
    gate.handed('7-e')
    let settled: boolean | undefined
    gate.settled().then((written) => {
      settled = written
    })
    gate.durableAt('5-e')
    await Promise.resolve()
    expect([settled, gate.isOpen(), gate.durable()]).toEqual([undefined, true, '5-e'])
    gate.durableAt('7-e')
    await Promise.resolve()
    expect([settled, gate.isOpen(), gate.durable()]).toEqual([true, false, '7-e'])
  })

  it('says that a write failed, and keeps the last durable place', async () => {
    const gate = createPersistGate()
    gate.durableAt('3-e')
    gate.handed('9-e')
    const settled = gate.settled()
    gate.failed()
    expect(await settled).toBe(false)
    expect(gate.durable()).toBe('3-e')
  })

  it('does not wait for ever', async () => {
    const gate = createPersistGate(5)
    gate.handed('9-e')
    expect(await gate.settled()).toBe(false)
  })
})

it('a part whose writing failed before anybody asked for the next one counts as not written', async () => {
  const gate = createPersistGate()
  gate.handed('5-e')
  gate.failed()
  expect(await gate.settled()).toBe(false)
  expect(await gate.settled()).toBe(true)
})
