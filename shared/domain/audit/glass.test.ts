import { describe, expect, it } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { isShownTo, waitsFor } from '../inbox/concerns.ts'
import { resolveItem } from '../inbox/inbox.commands.ts'
import { inboxItemSchema } from '../inbox/inbox.schema.ts'
import { chainOf } from './audit-chain.fixture.ts'
import {
  type GlassKind,
  glassKindOf,
  glassNotice,
  glassOf,
  glassOpenMs,
  glassReasonsFor,
  isGlassBroken,
} from './glass.ts'

describe('opening the card of a patient who is not one’s own', () => {
  const context = testContext()
  const nowMs = context.clock.now()
  const events = chainOf([
    { action: 'card-opened', patientId: 'patient:1' },
    { action: 'glass-broken', patientId: 'patient:1', reason: { code: 'emergency' } },
  ])

  it('L10 lets the person in for a day, and nobody else', () => {
    const own = context.author.id
    expect(isGlassBroken(events, 'foreign', own, nowMs + 1000)).toBe(true)
    expect(isGlassBroken(events, 'foreign', own, nowMs + glassOpenMs)).toBe(false)
    expect(isGlassBroken(events, 'foreign', own, nowMs - glassOpenMs)).toBe(false)
    expect(isGlassBroken(events, 'foreign', 'practitioner:other', nowMs)).toBe(false)
    expect(isGlassBroken(events.slice(0, 1), 'foreign', own, nowMs)).toBe(false)
  })

  it('L11 does not let a reason for one kind of card stand for another', () => {
    const given = (...means: (string | undefined)[]) =>
      chainOf(
        means.map((each) => ({
          action: 'glass-broken' as const,
          patientId: 'patient:1',
          reason: { code: 'other', text: 'x' },
          ...(each && { means: each }),
        })),
      )
    const opens = (kind: GlassKind, ...means: (string | undefined)[]) =>
      isGlassBroken(given(...means), kind, context.author.id, nowMs)
    expect(opens('restricted', undefined)).toBe(false)
    expect(opens('restricted', 'api/openings')).toBe(false)
    expect(opens('restricted', 'restricted')).toBe(true)
    expect(opens('foreign', 'restricted')).toBe(false)
    expect(opens('foreign', 'foreign')).toBe(true)
    expect(opens('foreign-restricted', 'restricted')).toBe(false)
    expect(opens('foreign-restricted', 'api/openings')).toBe(false)
    expect(opens('foreign-restricted', 'api/openings', 'restricted')).toBe(true)
    expect(opens('foreign-restricted', 'foreign-restricted')).toBe(true)
    expect(opens('restricted', 'foreign-restricted')).toBe(true)
  })

  it('L11 asks for nothing where the card is neither foreign nor blocked', () => {
    expect(glassKindOf({ foreign: false, restricted: false })).toBeUndefined()
    expect(glassKindOf({ foreign: false, restricted: true })).toBe('restricted')
    expect(glassKindOf({ foreign: true, restricted: true })).toBe('foreign-restricted')
  })

  it('L11 offers the need of the treatment to who treats the patient, of a blocked card alone', () => {
    expect(glassReasonsFor('restricted', true)).toContain('treatment')
    expect(glassReasonsFor('restricted', false)).not.toContain('treatment')
    expect(glassReasonsFor('foreign-restricted', true)).not.toContain('treatment')
    expect(glassReasonsFor('foreign', true)).toEqual([
      'emergency',
      'substitution',
      'patient-present',
      'consultation',
      'other',
    ])
  })

  it('L10 is told to the head doctor, who sees who and why also after it was dealt with', () => {
    const item = glassNotice('patient:1', 'restricted', { code: 'other', text: 'дома у больного' }, context)
    expect(inboxItemSchema.safeParse(item).success).toBe(true)
    expect(waitsFor(item, 'head-doctor')).toBe(true)
    expect(isShownTo(item, 'doctor')).toBe(false)
    const head = {
      ...context,
      author: { id: 'practitioner:head', name: 'Главный Г. Г.', role: 'doctor' as const },
    }
    const told = { name: context.author.name, glass: 'restricted', reason: 'other', text: 'дома у больного' }
    expect(glassOf(resolveItem(item, 'seen', head))).toEqual(told)
    expect(glassOf({ ...item, openedAs: undefined })).toMatchObject({ glass: 'foreign' })
    expect(glassOf({ ...item, reason: { code: 'server.restored', text: '' } })).toBeUndefined()
  })
})
