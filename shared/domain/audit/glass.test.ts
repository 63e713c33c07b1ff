import { describe, expect, it } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { isShownTo, waitsFor } from '../inbox/concerns.ts'
import { resolveItem } from '../inbox/inbox.commands.ts'
import { inboxItemSchema } from '../inbox/inbox.schema.ts'
import { chainOf } from './audit-chain.fixture.ts'
import { glassNotice, glassOf, glassOpenMs, isGlassBroken } from './glass.ts'

describe('opening the card of a patient who is not one’s own', () => {
  const context = testContext()
  const nowMs = context.clock.now()
  const events = chainOf([
    { action: 'card-opened', patientId: 'patient:1' },
    { action: 'glass-broken', patientId: 'patient:1', reason: { code: 'emergency' } },
  ])

  it('L10 lets the person in for a day, and nobody else', () => {
    const own = context.author.id
    expect(isGlassBroken(events, own, nowMs + 1000)).toBe(true)
    expect(isGlassBroken(events, own, nowMs + glassOpenMs)).toBe(false)
    expect(isGlassBroken(events, own, nowMs - glassOpenMs)).toBe(false)
    expect(isGlassBroken(events, 'practitioner:other', nowMs)).toBe(false)
    expect(isGlassBroken(events.slice(0, 1), own, nowMs)).toBe(false)
  })

  it('L10 is told to the head doctor, who sees who and why also after it was dealt with', () => {
    const item = glassNotice('patient:1', { code: 'other', text: 'дома у больного' }, context)
    expect(inboxItemSchema.safeParse(item).success).toBe(true)
    expect(waitsFor(item, 'head-doctor')).toBe(true)
    expect(isShownTo(item, 'doctor')).toBe(false)
    const head = {
      ...context,
      author: { id: 'practitioner:head', name: 'Главный Г. Г.', role: 'doctor' as const },
    }
    const told = { name: context.author.name, reason: 'other', text: 'дома у больного' }
    expect(glassOf(resolveItem(item, 'seen', head))).toEqual(told)
    expect(glassOf({ ...item, reason: { code: 'server.restored', text: '' } })).toBeUndefined()
  })
})
