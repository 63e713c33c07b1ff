import { expect, it } from 'vitest'
import { judge, type Remains } from './check.ts'
import { createLedger, server } from './ledger.ts'
import type { StoredRow } from './stored-row.ts'

const id = 'patient:1'
const card = (text: string) => ({ id, type: 'patient', note: text }) as unknown as StoredRow
const at = (row: StoredRow) => new Map([[row.id, row]])

/** A card that has moved out of the part of the person at pc1, who holds a refused edit of it. */
function world(onServer: string, here: string) {
  const ledger = createLedger(() => 0)
  const token = ledger.next('pc1', 'edits a card')
  ledger.writes(token, [], [card(token.text) as never])
  ledger.saved(token)
  const remains: Remains = {
    places: new Map([
      [server, at(card(onServer.replace('$', token.text)))],
      ['pc1', at(card(here.replace('$', token.text)))],
    ]),
    refused: new Map([['pc1', new Set([id])]]),
    outside: new Map([['pc1', new Set([id])]]),
    linked: new Set(['pc1']),
  }
  // That they are told of what was refused is another matter.
  return judge(ledger, remains).lost.filter((found) => found.startsWith(token.text))
}

it('what the server has of a card outside a person’s part need not be in their own refused copy', () => {
  expect(world('$', 'their own edit')).toEqual([])
})

it('what the server has not must stand in it', () => {
  expect(world('of others', '$')).toEqual([])
  expect(world('of others', 'nothing of it')).toEqual([expect.stringContaining('is not at pc1')])
})
