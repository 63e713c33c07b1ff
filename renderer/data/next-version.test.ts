import { afterEach, describe, expect, it, vi } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { type Upgrades, upgradeWith } from '#shared/domain/common/upgrade.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { createScriptedServer } from './testing/scripted-server.ts'
import { newDisk, openStation, testContext, testPatient, waitFor } from './testing/test-workplace.ts'
import type { WorkplaceData } from './workplace-data.ts'

/** A version that may come: the note of a card becomes a list of remarks. */
const steps: Upgrades = {
  patient: [({ note, ...rest }) => ({ ...rest, remarks: note === undefined ? [] : [note] })],
}
const program = vi.hoisted(() => ({ isNext: false }))
vi.mock('#shared/domain/upgrades.ts', () => ({
  upgraded: (document: Patient) => (program.isNext ? upgradeWith(steps)(document) : document),
}))

type Next = Omit<Patient, 'note'> & { remarks?: string[] }
const context = testContext('next')
const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
const open: WorkplaceData[] = []
afterEach(async () => {
  program.isNext = false
  for (const data of open.splice(0)) await data.close()
})

/** A PC on which the earlier version got three cards from the server and wrote two that were not sent. */
async function earlierVersion() {
  const server = createScriptedServer()
  const cards = ['один', 'два', 'три'].map((note) => testPatient(context, { note }))
  for (const card of cards) server.write(toWire(card))
  const disk = newDisk()
  const first = await openStation('pc', disk, server.fetch)
  await waitFor(first.patients.watchAll(), (all) => all.length === 3)
  await waitFor(first.sync.status, ({ phase }) => phase === 'idle')
  await first.close()
  const second = await openStation('pc', disk, offline)
  const made = testPatient(context, { note: 'новая' })
  const edited = { ...cards[0]!, note: 'исправлено', updatedAt: context.hybridClock.next() }
  await second.patients.save(made)
  await second.saveAll([edited], [cards[0]!])
  await second.close()
  program.isNext = true
  return { server, disk, cards, made, edited }
}
const remarksOf = (all: readonly Patient[]) =>
  (all as unknown as Next[]).flatMap(({ remarks }) => remarks ?? []).sort()

describe('the next version of the program, on the data of the one before', () => {
  it('shows every card as its own, and counts as unsent what was unsent and nothing else', async () => {
    const { disk, server } = await earlierVersion()
    // Started and ended again and again before it could finish anything.
    for (let start = 0; start < 3; start++) await (await openStation('pc', disk, offline)).close()
    const data = await openStation('pc', disk, offline)
    open.push(data)
    const all = await waitFor(data.patients.watchAll(), (found) => found.length === 4)
    expect(remarksOf(all)).toEqual(['два', 'исправлено', 'новая', 'три'])
    expect(all.every(({ schemaVersion, note }) => schemaVersion === 2 && note === undefined)).toBe(true)
    await waitFor(data.sync.status, ({ onlyHere, phase }) => onlyHere === 2 && phase === 'offline')
    expect(server.requests.filter(({ url }) => url.includes('_bulk_docs'))).toEqual([])
  })

  it('sends what was unsent as it was written, and rewrites nothing that nobody edits', async () => {
    const { server, disk, made, edited, cards } = await earlierVersion()
    const data = await openStation('pc', disk, server.fetch)
    open.push(data)
    await waitFor(data.sync.status, ({ onlyHere, phase }) => onlyHere === 0 && phase === 'idle')
    const sent = server.requests
      .filter(({ url }) => url.includes('_bulk_docs'))
      .flatMap(({ body }) => (body as { docs: { _id: string; note?: string; schemaVersion: number }[] }).docs)
    expect(sent.map(({ _id }) => _id).sort()).toEqual([made.id, edited.id].sort())
    expect(server.documents.get(edited.id)).toMatchObject({ note: 'исправлено', schemaVersion: 1 })
    expect(server.documents.get(cards[1]!.id)).toMatchObject({ note: 'два', schemaVersion: 1 })
  })

  it('writes its own version where a person edits, and merges it with an edit of the one before', async () => {
    const { server, disk, cards } = await earlierVersion()
    const data = await openStation('pc', disk, server.fetch)
    open.push(data)
    await waitFor(data.sync.status, ({ onlyHere, phase }) => onlyHere === 0 && phase === 'idle')
    const card = (await data.patients.get(cards[1]!.id)) as Patient
    server.fault = (_method, url) =>
      url.includes('_bulk_docs') ? new Response('', { status: 503 }) : undefined
    await data.saveAll([{ ...card, birthDate: '1961-01-01', updatedAt: context.hybridClock.next() }], [card])
    await waitFor(data.sync.status, ({ onlyHere }) => onlyHere === 1)
    // Another PC that was not updated yet.
    const there = server.documents.get(card.id)!
    server.write({ ...there, bloodGroup: 'A(II) Rh+', updatedAt: context.hybridClock.next() })
    server.fault = undefined
    data.sync.retryNow()
    await waitFor(data.sync.status, ({ onlyHere, phase }) => onlyHere === 0 && phase === 'idle')
    expect(server.documents.get(card.id)).toMatchObject({
      schemaVersion: 2,
      birthDate: '1961-01-01',
      bloodGroup: 'A(II) Rh+',
      remarks: ['два'],
    })
  })
})
