import { expect, test } from 'vitest'
import { merges } from '#shared/domain/merges.ts'
import { type ClinicDocument, collectionOfType } from '#shared/domain/registry.ts'
import { visitUpdateProblem } from '#shared/domain/visit/visit.immutable.ts'
import { wholeBundle } from './fixtures/bundle.ts'
import { mapSound } from './fixtures/map-options.ts'
import { contentDigest, reconcile } from './reconcile.ts'

type Merge = (input: { base: undefined; local: ClinicDocument; server: ClinicDocument }) => {
  document: ClinicDocument
  conflicts: unknown[]
}

const first = reconcile(mapSound(wholeBundle()).documents, () => undefined).create
/** The same file, imported later on another station by another person, both without a connection. */
const second = first.map((document) => ({
  ...document,
  createdAt: '2026-11-23T10:00:00.000Z',
  updatedAt: '2026-11-23T10:00:00.000Z-0000-station2',
  author: { id: 'practitioner:other', name: 'Другой', role: 'doctor' as const },
}))

test.each(first.map((document, index) => [document.type, document, second[index]!] as const))(
  'a %s that two stations imported from one file meets itself without a conflict',
  (type, server, local) => {
    const merge = merges[collectionOfType(type)!] as unknown as Merge
    const { document, conflicts } = merge({ base: undefined, local, server })
    expect(conflicts).toEqual([])
    expect(contentDigest(document)).toBe(contentDigest(server))
    if (type === 'visit') expect(visitUpdateProblem({ ...server }, { ...document })).toBeUndefined()
  },
)
