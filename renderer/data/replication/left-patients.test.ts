import { describe, expect, it } from 'vitest'
import type { CollectionName } from '#shared/domain/registry.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { StoreRow } from '../storage/stored-document.ts'
import type { HeldCopies } from './held-copies.ts'
import { createLeftPatients } from './left-patients.ts'

const row = (id: string) => ({ id }) as StoreRow

const paper = { id: 'document-reference:a', content: { fileId: 'file:a' } } as unknown as StoreRow

/** A PC that holds the card and one visit of patient `a`, who is nobody's here any more. */
function setUp(change: {
  revisions?: Record<string, string | undefined>
  /** Of what the server knows that revision; everything when left out. */
  onServer?: string[]
  unsent?: string
  unsentFile?: string
  local?: Record<string, object>
  people?: string[]
}) {
  const removed: string[] = []
  const husks: string[] = []
  const values = new Map<string, object>(Object.entries(change.local ?? {}))
  const revisions: Record<string, string | undefined> = {
    ...{ 'patient:a': '2-a', 'visit:a': '1-a' },
    ...change.revisions,
  }
  const held: HeldCopies = {
    cards: async () => [row('patient:a')],
    ofPatient: async () =>
      new Map<CollectionName, StoreRow[]>([
        ['patients', [row('patient:a')]],
        ['visits', [row('visit:a')]],
        ...(change.unsentFile ? [['documentReferences', [paper]] as [CollectionName, StoreRow[]]] : []),
      ]),
    revisionsOf: async (_name, rows) => new Map(rows.map(({ id }) => [id, revisions[id]])),
    async remove(_name, rows) {
      removed.push(...rows.map(({ id }) => id))
    },
    async removeHusks(_name, ids) {
      husks.push(...ids)
    },
  }
  const local = {
    get: (key: string) => values.get(key),
    list: (prefix: string) => new Map([...values].filter(([key]) => key.startsWith(prefix))),
    put: async (key: string, value: object) => void values.set(key, value),
    remove: async (key: string) => void values.delete(key),
  } as unknown as LocalStore
  const left = createLeftPatients({
    held,
    local,
    person: 'practitioner:one',
    people: async () => change.people ?? ['practitioner:one'],
    scope: () => 'some-villages',
    isUnsent: (id) => id === change.unsent,
    unsentFiles: async () => new Set([change.unsentFile ?? '']),
    ask: async (body) => {
      const { documents } = body as { documents?: Record<string, string> }
      const known = Object.keys(documents ?? {}).filter((id) => change.onServer?.includes(id) ?? true)
      return documents ? { unseen: known } : { same: false }
    },
  })
  return { left, removed, husks, values }
}

describe('S33 the copies of patients who left', () => {
  it('S33 go, when the server has all of them as they are here', async () => {
    const { left, removed, values } = setUp({})
    expect(await left.look()).toEqual(['patient:a'])
    expect(removed).toEqual(['visit:a', 'patient:a'])
    expect([...values.keys()]).toEqual(['unseen/practitioner:one'])
  })

  it.each([
    ['the server lost a visit in a restore', { onServer: ['patient:a'] }],
    ['an edit of the visit is not sent', { revisions: { 'visit:a': undefined } }],
    ['the visit was refused', { unsent: 'visit:a' }],
    ['a scan of theirs is not sent', { unsentFile: 'file:a', revisions: { 'document-reference:a': '1-a' } }],
    [
      'somebody has not saved the form of the card',
      { local: { 'form-draft/practitioner:two/patient-form/patient:a': { content: {} } } },
    ],
    ['a visit is half written', { local: { 'draft/visit:b': { patientId: 'patient:a' } } }],
    [
      'somebody else can unlock the PC who was not asked yet',
      { people: ['practitioner:one', 'practitioner:two'] },
    ],
    [
      'somebody else can unlock the PC who sees the patient',
      {
        people: ['practitioner:one', 'practitioner:two'],
        local: { 'unseen/practitioner:two': { ids: ['patient:b'] } },
      },
    ],
  ])('S33 stay when %s', async (_why, change) => {
    const { left, removed } = setUp(change)
    expect(await left.look()).toEqual([])
    expect(removed).toEqual([])
  })

  it('S33 stay when the feed brings the card again, before the next look and during one', async () => {
    const { left, values } = setUp({ people: ['practitioner:two'] })
    await left.look()
    expect(values.get('unseen/practitioner:one')).toEqual({ ids: ['patient:a'] })
    await left.seen(['patient:a', 'patient:c'])
    expect(values.get('unseen/practitioner:one')).toEqual({ ids: [] })
    const looking = left.look()
    await left.seen(['patient:a'])
    await looking
    expect(values.get('unseen/practitioner:one')).toEqual({ ids: [] })
  })

  it('S33 go to the end when the program died in the middle', async () => {
    const { left, husks, values } = setUp({
      local: { leaving: { patients: ['patient:z'], visits: ['visit:z'] } },
      revisions: { 'patient:a': undefined },
    })
    await left.look()
    expect(husks).toEqual(['patient:z', 'visit:z'])
    expect(values.has('leaving')).toBe(false)
  })
})
