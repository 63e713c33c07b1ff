import { expect, it } from 'vitest'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import { type ExchangedState, exchangedState } from './exchange-store.ts'
import { isLaterAtServer, marksOf } from './server-mark.ts'

const at = (rev: string, epoch = 'a1') => ({ epoch, rev })

it('the later state of the server is the one of the higher revision', () => {
  expect(isLaterAtServer(at('10-a'), at('9-b'))).toBe(true)
  expect(isLaterAtServer(at('2-a'), at('3-b'))).toBe(false)
})

it('nobody can tell it of one state, of states without a mark, and across a restore', () => {
  expect(isLaterAtServer(at('2-a'), at('2-a'))).toBeUndefined()
  expect(isLaterAtServer(undefined, at('3-b'))).toBeUndefined()
  expect(isLaterAtServer(at('2-a'), undefined)).toBeUndefined()
  expect(isLaterAtServer(at('2-a'), at('3-b', 'b2'))).toBeUndefined()
})

it('a mark is of the very state that stands here: from the server itself before what files have told', async () => {
  const card = testPatient(testContext('one'))
  const state = exchangedState(card as never, false)
  const other = exchangedState({ ...card, note: 'x' } as never, false)
  const told = new Map<string, ExchangedState[]>([
    ['two', [{ ...other, at: at('9-z') }]],
    ['three', [{ ...state, at: at('2-a') }]],
  ])
  const exchange = {
    common: async (station: string) =>
      new Map((told.get(station) ?? []).map((each) => [each.document.id, each])),
  }
  const marks = (known: ExchangedState[], peers = ['two', 'three']) =>
    marksOf([state], new Map(known.map((each) => [each.document.id, each])), exchange, peers)
  expect(await marks([])).toEqual(new Map([[card.id, at('2-a')]]))
  expect(await marks([], ['two'])).toEqual(new Map())
  expect(await marks([{ ...state, at: at('2-a', 'b2') }])).toEqual(new Map([[card.id, at('2-a', 'b2')]]))
  expect(await marks([{ ...other, at: at('4-d') }], ['two'])).toEqual(new Map())
})
