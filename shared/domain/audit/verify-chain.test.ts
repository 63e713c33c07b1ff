import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { chainOf, forged } from './audit-chain.fixture.ts'
import { appendEvent, isIntact, saidHash } from './audit-chain.ts'
import { type AuditEntry, type AuditEvent, auditActions, auditEventSchema } from './audit-event.schema.ts'
import { isUnharmed, type KnownHead, verifyChain } from './verify-chain.ts'

const entry: fc.Arbitrary<AuditEntry> = fc.record(
  {
    action: fc.constantFrom(...auditActions),
    patientId: fc.integer({ min: 1, max: 9 }).map((n) => `patient:${n}`),
    reason: fc.record({ code: fc.constant('emergency'), text: fc.string({ maxLength: 20 }) }),
    count: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['action'] },
)
const chain = fc.array(entry, { minLength: 3, maxLength: 12 }).map((entries) => chainOf(entries))
const headOf = (events: AuditEvent[]): KnownHead => ({
  number: events.at(-1)!.number,
  hash: saidHash(events.at(-1)!),
})
/** A chain, and a place in it. */
const place = chain.chain((events) =>
  fc.tuple(fc.constant(events), fc.integer({ min: 0, max: events.length - 1 })),
)
const harmed = (events: AuditEvent[], known: KnownHead) => !isUnharmed(verifyChain(events, known))
const without = (events: AuditEvent[], at: number) => events.filter((_, index) => index !== at)
const withAt = (events: AuditEvent[], at: number, event: AuditEvent) =>
  events.map((each, index) => (index === at ? event : each))

describe('the chain of a station', () => {
  it('is unharmed as it was written, in whatever order it is read, and passes the schema', () => {
    fc.assert(
      fc.property(chain, fc.infiniteStream(fc.nat()), (events, order) => {
        const places = new Map(events.map(({ id }) => [id, order.next().value as number]))
        const shuffled = [...events].sort((a, b) => places.get(a.id)! - places.get(b.id)!)
        const report = verifyChain([...shuffled, shuffled[0]!], headOf(events))
        expect(isUnharmed(report)).toBe(true)
        expect(report).toMatchObject({ events: events.length, last: events.length })
        for (const event of events) expect(auditEventSchema.safeParse(event).success).toBe(true)
      }),
    )
  })

  it('shows an event whose content was changed in any member', () => {
    const other = { id: 'practitioner:other', name: 'Иной И. И.', role: 'doctor' as const }
    const changes: Partial<AuditEvent>[] = [
      { action: 'nothing-done' },
      { patientId: 'patient:77' },
      { author: other },
      { updatedAt: '2020-01-01T00:00:00.000Z-0000-test' },
      { createdAt: '2020-01-01T00:00:00.000Z' },
      { number: 55 },
      { previous: '0'.repeat(26) },
      { count: 77 },
      { station: 'pc2' },
      { chain: 'zz' },
      { added: 'by somebody' } as Partial<AuditEvent>,
    ]
    fc.assert(
      fc.property(place, fc.constantFrom(...changes), ([events, at], change) => {
        const changed = { ...events[at]!, ...change }
        expect(isIntact(changed)).toBe(false)
        expect(harmed(withAt(events, at, changed), headOf(events))).toBe(true)
      }),
    )
  })

  it('shows that an event was taken out, the newest ones too', () => {
    fc.assert(
      fc.property(place, ([events, at]) => {
        const report = verifyChain(without(events, at), headOf(events))
        expect(report.missing).toEqual([{ from: at + 1, to: at + 1 }])
      }),
    )
    fc.assert(
      fc.property(place, ([events, at]) => {
        const report = verifyChain(events.slice(0, at), headOf(events))
        expect(report.missing).toEqual([{ from: at + 1, to: events.length }])
      }),
    )
  })

  it('shows that two events changed places, even when their hashes were made to fit', () => {
    fc.assert(
      fc.property(place, fc.nat(), ([events, at], back) => {
        const to = back % events.length
        fc.pre(to !== at)
        const [a, b] = [events[at]!, events[to]!]
        fc.pre(a.action !== b.action || a.patientId !== b.patientId)
        const moved = (event: AuditEvent, into: AuditEvent): AuditEvent => ({ ...event, number: into.number })
        const swapped = withAt(withAt(events, at, moved(b, a)), to, moved(a, b))
        expect(harmed(swapped, headOf(events))).toBe(true)
        const places = ({ number, previous }: AuditEvent) => ({ number, previous }) as Partial<AuditEvent>
        const fitted = withAt(withAt(events, at, forged(b, places(a))), to, forged(a, places(b)))
        expect(harmed(fitted, headOf(events))).toBe(true)
      }),
    )
  })

  it('shows a forged event that fits in itself, in the place of another and beside it', () => {
    fc.assert(
      fc.property(place, ([events, at]) => {
        const lie = forged(events[at]!, { patientId: 'patient:99' })
        expect(isIntact(lie)).toBe(true)
        expect(harmed(withAt(events, at, lie), headOf(events))).toBe(true)
        expect(verifyChain([...events, lie], headOf(events)).forked).toEqual([at + 1])
      }),
    )
  })

  it('shows both lines where the disk of a PC was set back and written on', () => {
    const events = chainOf([{ action: 'signed-in' }, { action: 'card-opened' }, { action: 'printed' }])
    const place = { station: 'pc1', chain: 'a1', head: events[1] }
    const again = appendEvent(place, { action: 'exported' }, testContext())
    expect(verifyChain([...events, again])).toMatchObject({
      forked: [3],
      broken: [],
      missing: [],
      altered: [],
    })
  })
})
