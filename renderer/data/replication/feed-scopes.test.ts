import { describe, expect, it } from 'vitest'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { createFeedScopes } from './feed-scopes.ts'
import { beginning, placeIn, type Sequence, scopeOfPlace, wirePlace } from './sequence.ts'

function stage(first: Sequence, durable = (_name: CollectionName, place: Sequence) => place) {
  const values = new Map<string, object>()
  const local = {
    get: (key: string) => values.get(key),
    put: async (key: string, value: object) => void values.set(key, value),
  } as unknown as LocalStore
  let places = new Map<CollectionName, Sequence>(collectionNames.map((name) => [name, first]))
  let entered = 0
  const hub = {
    places: () => places,
    reset: (next?: ReadonlyMap<CollectionName, Sequence>) => {
      places = new Map(next)
    },
  }
  const scopes = createFeedScopes({ local, hub, durable, onEntered: () => entered++ })
  return {
    scopes,
    at: (name: CollectionName) => places.get(name),
    moveTo: (place: Sequence) => {
      places = new Map(collectionNames.map((name) => [name, place]))
    },
    entered: () => entered,
  }
}

describe('places in the feeds of several scopes', () => {
  it('say in which feed they are, and go to the server as it gave them', () => {
    expect(scopeOfPlace(placeIn('all', '7-ab'))).toBe('all')
    expect(scopeOfPlace(placeIn('F1', '7-ab'))).toBe('F1')
    expect(wirePlace(placeIn('F1', '7-ab'))).toBe('7-ab')
    expect([scopeOfPlace(beginning), scopeOfPlace('now')]).toEqual([undefined, undefined])
  })

  it('begin anew in a feed that was never read, and go on in one that was', async () => {
    const { scopes, at, moveTo } = stage('7-ab')
    await scopes.enter('F1')
    expect(at('visits')).toBe(beginning)
    moveTo('9-ab~F1')
    await scopes.enter('all')
    expect(at('visits')).toBe('7-ab')
    await scopes.enter('F1')
    expect(at('visits')).toBe('9-ab~F1')
  })

  it('are left where everything is durable', async () => {
    const { scopes, at } = stage('7-ab', () => '5-ab')
    await scopes.enter('F1')
    await scopes.enter('all')
    expect(at('visits')).toBe(beginning)
    expect(await scopes.placeFor('visits', '5-ab')).toBe('5-ab')
  })

  it('are entered once, however many requests find out', async () => {
    const { scopes, entered } = stage('7-ab')
    await Promise.all([scopes.enter('F1'), scopes.enter('F1')])
    expect(entered()).toBe(1)
  })

  it('of a collection that comes later are changed for one in the feed of now', async () => {
    const { scopes } = stage(beginning)
    await scopes.enter('F1')
    expect(await scopes.placeFor('visits', '7-ab')).toBe(beginning)
    await scopes.enter('all')
    expect(await scopes.placeFor('visits', '9-ab~F1')).toBe('7-ab')
  })
  it('are those of the feed whose page comes, though another one was said to be entered', async () => {
    const { scopes, entered } = stage('7-ab~F1')
    await scopes.heard('7-ab~F1')
    expect(entered()).toBe(0)
    // An answer without a word of the scope, on the way from a program in between.
    await scopes.enter('all')
    expect(entered()).toBe(1)
    await scopes.heard('9-ab~F1')
    expect(await scopes.placeFor('visits', '9-ab~F1')).toBe('9-ab~F1')
    await scopes.heard(beginning)
    expect(await scopes.placeFor('visits', '9-ab~F1')).toBe('9-ab~F1')
  })
})
