import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Envelope } from '#shared/domain/common/envelope.ts'
import { type Upgrades, upgradeWith } from '#shared/domain/common/upgrade.ts'
import { aggregates, collectionNames } from '#shared/domain/registry.ts'
import { signedTypes, upgraded, upgrades } from '#shared/domain/upgrades.ts'

/**
 * `schemas/<version>/<type>.json` holds documents as that version of their schema wrote them; once released they stay.
 * Whoever raises a version adds documents of the new one, and an upgrade from the one before.
 */
const folder = join(import.meta.dirname, 'schemas')
const fileOf = (type: string, version: number) => join(folder, String(version), `${type}.json`)
const documentsOf = (type: string, version: number) =>
  JSON.parse(readFileSync(fileOf(type, version), 'utf8')) as Envelope[]
const versionsOf = (version: number) => Array.from({ length: version }, (_, index) => index + 1)
const all = collectionNames.map((name) => aggregates[name])

describe('schemas that were released', () => {
  it.each(all)('keep documents of every version of $type', ({ type, version }) => {
    for (const each of versionsOf(version)) {
      expect(existsSync(fileOf(type, each)), `${fileOf(type, each)} is missing`).toBe(true)
      const documents = documentsOf(type, each)
      expect(documents.length).toBeGreaterThan(0)
      for (const document of documents) expect(document).toMatchObject({ type, schemaVersion: each })
    }
  })

  it.each(all)(
    'can be read as the $type of today, whatever version wrote it',
    ({ type, version, schema }) => {
      for (const each of versionsOf(version))
        for (const document of documentsOf(type, each)) {
          const read = schema.safeParse(upgraded(document))
          expect(read.error?.issues ?? []).toEqual([])
          if (!signedTypes.has(type)) expect(read.data?.schemaVersion).toBe(version)
        }
    },
  )

  it.each(all)(
    'have an upgrade for each version of $type, and none where it is signed',
    ({ type, version }) => {
      if (signedTypes.has(type)) expect(upgrades[type]).toBeUndefined()
      else expect(upgrades[type]).toHaveLength(version - 1)
    },
  )

  it('are all known: no document lies here of a type or version that nobody reads', () => {
    for (const version of readdirSync(folder))
      for (const file of readdirSync(join(folder, version))) {
        const aggregate = all.find(({ type }) => `${type}.json` === file)
        expect(aggregate?.version ?? 0, file).toBeGreaterThanOrEqual(Number(version))
      }
  })
})

describe('a document of an earlier version', () => {
  const steps: Upgrades = {
    patient: [
      ({ note, ...rest }) => ({ ...rest, remarks: note === undefined ? [] : [note] }),
      (document) => ({ ...document, remarkCount: (document.remarks as unknown[]).length }),
    ],
  }
  const upgrade = upgradeWith(steps)
  const [patient] = documentsOf('patient', 1) as [Envelope]

  it('is brought up step by step, and keeps what no step knows', () => {
    const old = { ...patient, note: 'аллергия?', ofNobody: 1 }
    expect(upgrade(old)).toMatchObject({
      schemaVersion: 3,
      remarks: ['аллергия?'],
      remarkCount: 1,
      ofNobody: 1,
    })
    expect(upgrade({ ...patient, schemaVersion: 2, remarks: [] })).toMatchObject({
      schemaVersion: 3,
      remarkCount: 0,
    })
    expect(old).toMatchObject({ schemaVersion: 1, note: 'аллергия?' })
  })

  it('is left alone when it is newer than this program, of another type, or has no sound version', () => {
    for (const document of [
      { ...patient, schemaVersion: 3 },
      { ...patient, schemaVersion: 4 },
      { ...patient, type: 'visit' },
      { ...patient, schemaVersion: undefined as never },
    ])
      expect(upgrade(document)).toBe(document)
  })
})
