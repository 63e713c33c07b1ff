import { describe, expect, it } from 'vitest'
import { createLiveValue } from '../live/live-query.ts'
import { createDocumentStates } from './document-states.ts'
import { createPending } from './pending.ts'
import type { Quarantine, Refusal } from './quarantine.ts'

const at = (time: string) => `2026-11-22T${time}:00.000Z-0000-station1`

type StateParts = Parameters<typeof createDocumentStates>[0]

/** @param refused the time of each refusal by the document's id */
function statesOf(parts: Partial<StateParts>, refused: Record<string, string> = {}) {
  const refusals = new Map(
    Object.entries(refused).map(([id, time]): [string, Refusal] => [
      id,
      { code: 'forbidden', text: '', atMs: Date.parse(`2026-11-22T${time}:00Z`) },
    ]),
  )
  const quarantine = {
    refuse: async () => {},
    clear: async () => {},
    get: (id: string) => refusals.get(id),
    watch: () => createLiveValue(refusals),
    all: () => refusals,
  } satisfies Quarantine
  return createDocumentStates({
    ...{ pending: createPending(), quarantine, clock: { now: () => 0 } },
    onServerSince: async () => new Map(),
    onCounts: () => {},
    ...parts,
  })
}

function onlyHereOf(pending: ReturnType<typeof createPending>, refused: Record<string, string>) {
  const states = statesOf({ pending }, refused)
  let ids: string[] = []
  states.watchOnlyHere().subscribe((found) => {
    ids = found
  })()
  states.end()
  return ids
}

describe('what is only on this PC', () => {
  it('is told the newest first, so that a list that is cut leaves out the oldest', () => {
    const pending = createPending()
    pending.written('visit:old', at('08:00'))
    pending.written('visit:middle', at('10:00'))
    pending.written('visit:new', at('12:00'))
    // Written again: by now the newest of all.
    pending.written('visit:old', at('13:00'))
    expect(onlyHereOf(pending, { 'condition:r': '11:00' })).toEqual([
      'visit:old',
      'visit:new',
      'condition:r',
      'visit:middle',
    ])
  })

  it('keeps the order of the window that replicates', () => {
    const pending = createPending()
    pending.mirror(['visit:b', 'visit:a'])
    pending.written('visit:c', at('08:00'))
    expect(onlyHereOf(pending, {})).toEqual(['visit:c', 'visit:b', 'visit:a'])
  })
})

it('a time to come, of a clock that was ahead, is not told as the time since when the server has it', async () => {
  const sinceMs = new Map([
    ['visit:now', 900],
    ['visit:to-come', 2000],
  ])
  const states = statesOf({ clock: { now: () => 1000 }, onServerSince: async () => sinceMs })
  let told: ReadonlyMap<string, object> = new Map()
  const end = states.watch(['visit:now', 'visit:to-come']).subscribe((found) => {
    told = found
  })
  await expect.poll(() => told.get('visit:now')).toEqual({ kind: 'on-server', sinceMs: 900 })
  expect(told.get('visit:to-come')).toEqual({ kind: 'on-server' })
  end()
  states.end()
})
