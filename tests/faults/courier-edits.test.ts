import { describe, expect, it } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { WorkplaceData } from '../../renderer/data/index.ts'
import { testContext, testPatient, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { courierIdentity, courierKeys } from './courier-identity.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const stage = setStage()
const atOne = testContext('one')
const atTwo = testContext('two')

const number = { id: 'identifier:1', system: 'policy', value: '12345' } as const

/** A PC without a link beside one that has one, and files between them. */
async function stations() {
  const server = await stage.server()
  const two = await stage.station('two', () => server)
  const one = await stage.station('one', () => server)
  const signers = { one: await courierIdentity('one'), two: await courierIdentity('two') }
  const carry = async (from: WorkplaceData, to: WorkplaceData, by: 'one' | 'two') => {
    const written = await from.courier.write(by === 'one' ? 'two' : 'one', courierKeys[0]!, signers[by])
    expect(await to.courier.read(new Blob([written.bytes]), courierKeys)).toMatchObject({ ok: true })
  }
  const settled = (data: WorkplaceData) =>
    waitFor(
      data.sync.status,
      ({ onlyHere, phase, refused }) => onlyHere + refused === 0 && phase === 'idle',
      15_000,
    )
  return {
    server,
    one,
    two,
    settled,
    /** When this state is on the server and nothing is under way. */
    async sent({ id }: Patient, state: Partial<Patient>, { data }: { data: WorkplaceData }) {
      const note = async () => (await server.ask('GET', `/${clinic}/${id}`)).json.note
      await expect.poll(note, { timeout: 15_000 }).toBe(state.note)
      await settled(data)
      expect((await server.ask('GET', `/${clinic}/${id}`)).json).toMatchObject(state)
      expect(await data.patients.get(id)).toMatchObject(state)
      expect(await waitFor(data.inbox.watchOpen(), () => true)).toEqual([])
    },
    /** The PC is switched off, and has a link the next day. */
    async nextDay() {
      await one.close()
      return stage.station('one', () => server, one.disk)
    },
    fileToOne: () => carry(two.data, one.data, 'two'),
    fileToTwo: () => carry(one.data, two.data, 'one'),
  }
}

const edited = (card: Patient, change: Partial<Patient>, by = atOne): Patient => ({
  ...card,
  ...change,
  updatedAt: by.hybridClock.next(),
  author: by.author,
})

/** The number was a mistake: it is taken away, and the note is written anew. */
async function correct(data: WorkplaceData, card: Patient) {
  await data.saveAll([edited(card, { note: 'новое', identifiers: [] })], [card])
}
const corrected = { note: 'новое', identifiers: [] }

describe('an edit on top of what a courier file brought of the server', () => {
  it('is the only edit when the link comes: what it removed stays removed, and nobody is asked', async () => {
    const { one, two, fileToOne, settled, sent, nextDay } = await stations()
    one.line.cut(true)
    const card = testPatient(atTwo, { note: 'старое', identifiers: [number] })
    await two.data.patients.save(card)
    await settled(two.data)
    await fileToOne()
    await correct(one.data, card)
    await sent(card, corrected, await nextDay())
  })

  it('meets what was edited elsewhere meanwhile field by field', async () => {
    const { one, two, fileToOne, settled, sent } = await stations()
    one.line.cut(true)
    const card = testPatient(atTwo, { note: 'старое', identifiers: [number] })
    await two.data.patients.save(card)
    await settled(two.data)
    await fileToOne()
    await two.data.saveAll([edited(card, { bloodGroup: 'A+' }, atTwo)], [card])
    await settled(two.data)
    await correct(one.data, card)
    one.line.cut(false)
    one.data.sync.retryNow()
    await sent(card, { ...corrected, bloodGroup: 'A+' }, one)
  })

  it('that was taken back still asks the server, which has had something later for long', async () => {
    const { one, two, fileToOne, settled, nextDay } = await stations()
    one.line.cut(true)
    const card = testPatient(atTwo, { note: 'старое', identifiers: [number] })
    await two.data.patients.save(card)
    await settled(two.data)
    await fileToOne()
    await two.data.saveAll([edited(card, { note: 'позднее', identifiers: [] }, atTwo)], [card])
    await settled(two.data)
    const mine = edited(card, { note: 'новое' })
    await one.data.saveAll([mine], [card])
    await one.data.saveAll([card], [mine])
    const { data } = await nextDay()
    await waitFor(data.patients.watchAll(), ([now]) => now?.note?.includes('позднее') === true, 15_000)
  })

  it('is made on top of the file and not of an older state that this PC has sent itself', async () => {
    const { one, two, fileToOne, settled, sent, nextDay } = await stations()
    const first = testPatient(atOne, { note: 'первое' })
    await one.data.patients.save(first)
    await settled(one.data)
    await waitFor(two.data.patients.watchAll(), (all) => all.length === 1)
    one.line.cut(true)
    const card = edited(first, { note: 'старое', identifiers: [number] }, atTwo)
    await two.data.saveAll([card], [first])
    await settled(two.data)
    await fileToOne()
    await correct(one.data, card)
    const next = await nextDay()
    await sent(card, corrected, next)
    // What the server has acknowledged is the base from then on.
    const now = (await next.data.patients.get(card.id))!
    await next.data.saveAll([edited(now, { note: 'последнее', identifiers: [] })], [now])
    await sent(card, { note: 'последнее', identifiers: [] }, next)
  })

  it('meets the server on its own latest state there, though the file was stamped by a clock that is years ahead', async () => {
    const { one, two, fileToOne, settled, sent } = await stations()
    one.line.cut(true)
    const ahead = '2046-01-01T00:00:00.000Z-0000-two'
    const card = { ...testPatient(atTwo, { note: 'старое' }), updatedAt: ahead }
    await two.data.patients.save(card)
    await settled(two.data)
    await fileToOne()
    const first = edited(card, { note: 'новое', identifiers: [number] })
    await one.data.saveAll([first], [card])
    one.line.cut(false)
    one.data.sync.retryNow()
    await sent(card, { note: 'новое', identifiers: [number] }, one)
    await one.data.saveAll([edited(first, corrected)], [first])
    await sent(card, corrected, one)
    const elsewhere = (await two.data.patients.get(card.id))!
    expect(elsewhere).toMatchObject(corrected)
  })

  it('keeps its base when the server could not be asked about the file before', async () => {
    const { one, two, fileToOne, settled, sent } = await stations()
    one.line.cut(true)
    const card = testPatient(atTwo, { note: 'старое', identifiers: [number] })
    await two.data.patients.save(card)
    await settled(two.data)
    await fileToOne()
    let failed = 0
    let isHealed = false
    one.line.answer = (_method, path, response) => {
      if (isHealed || !path.includes('_all_docs')) return response
      failed += 1
      return new Response('', { status: 413 })
    }
    one.line.cut(false)
    one.data.sync.retryNow()
    await waitFor(one.data.sync.status, ({ phase }) => phase === 'idle' && failed > 0, 15_000)
    isHealed = true
    await correct(one.data, card)
    await sent(card, corrected, one)
  })

  it('gives way to what the server had before and has again, though the file in between was not confirmed', async () => {
    const { one, two, fileToOne, fileToTwo, settled } = await stations()
    one.line.cut(true)
    const card = testPatient(atTwo, { note: 'старое', identifiers: [number] })
    await two.data.patients.save(card)
    await settled(two.data)
    await fileToOne()
    await fileToTwo()
    const between = edited(card, { note: 'между' }, atTwo)
    await two.data.saveAll([between], [card])
    await settled(two.data)
    await fileToOne()
    expect((await one.data.patients.get(card.id))?.note).toBe('между')
    await two.data.saveAll([card], [between])
    await settled(two.data)
    await fileToOne()
    expect((await one.data.patients.get(card.id))?.note).toBe('старое')
  })

  it('has what a receipt told of as its base', async () => {
    const { one, two, fileToOne, fileToTwo, settled, sent } = await stations()
    one.line.cut(true)
    const card = testPatient(atOne, { note: 'старое', identifiers: [number] })
    await one.data.patients.save(card)
    await fileToTwo()
    await settled(two.data)
    await fileToOne()
    await waitFor(one.data.sync.status, ({ onlyHere }) => onlyHere === 0)
    await correct(one.data, card)
    one.line.cut(false)
    one.data.sync.retryNow()
    await sent(card, corrected, one)
  })
})
