import { describe, expect, it } from 'vitest'
import type { ChangesHub } from './changes-hub.ts'
import { createPersistGate } from './persist-gate.ts'
import { createPullHandler } from './pull-handler.ts'
import { beginning, type Sequence } from './sequence.ts'

const row = { id: 'patient:a', type: 'patient', _deleted: false, _rev: '1-a', _downloaded: '1-a' }

/** A feed of one part, and the two calls that RxDB makes of it on a disk without a checkpoint. */
function setUp() {
  const gate = createPersistGate()
  const asked: Sequence[] = []
  const places = new Map<'patients', Sequence>()
  const hub = {
    places: () => places,
    async read(_collection, since) {
      asked.push(since)
      places.set('patients', '7-e')
      return since === '7-e' ? undefined : { documents: [row as never], to: '7-e' }
    },
  } as Partial<ChangesHub> as ChangesHub
  let looked = 0
  const pull = createPullHandler(
    'patients',
    hub,
    gate,
    (checkpoint) => checkpoint ?? beginning,
    async (place) => place,
    async () => undefined,
    async () => {
      looked += 1
      return []
    },
    () => undefined,
  )
  return { gate, asked, pull, looked: () => looked }
}

describe('the pull handler', () => {
  it('waits for the rows of the very first part, which RxDB’s next call is ahead of', async () => {
    const { gate, asked, pull, looked } = setUp()
    const first = await pull(undefined)
    const second = pull(first.checkpoint)
    await new Promise((resolve) => setTimeout(resolve, 5))
    // What an older row may lie over is looked for when that row is there.
    expect([asked, looked()]).toEqual([[beginning], 0])
    gate.durableAt('7-e')
    expect((await second).documents).toEqual([])
    expect([asked, looked()]).toEqual([[beginning, '7-e'], 1])
  })

  it('hands the very first part out again when its rows could not be written', async () => {
    const { gate, asked, pull } = setUp()
    const first = await pull(undefined)
    const second = pull(first.checkpoint)
    gate.failed()
    expect((await second).documents).toEqual(first.documents)
    expect(asked).toEqual([beginning, beginning])
  })
})
