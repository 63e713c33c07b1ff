import { describe, expect, it } from 'vitest'
import { aggregates, collectionNames } from '../../shared/domain/registry.ts'
import { fillTexts } from './fill-texts.ts'
import { fixedFor } from './hostile-documents.ts'
import { hostileTexts } from './hostile-texts.ts'

describe('Hostile documents', () => {
  it.each(collectionNames)(
    'of %s hold the text in every field that takes one, and pass the schema',
    (name) => {
      const { schema } = aggregates[name]
      for (const { long, short } of hostileTexts) {
        const { document, filled } = fillTexts(schema, {
          textsFor: () => [long, long.slice(0, 150), long.slice(0, 90), short],
          fixed: fixedFor(name, 1),
        })
        expect(schema.safeParse(document).success).toBe(true)
        expect(filled.length).toBeGreaterThanOrEqual(name === 'measurements' ? 2 : 4)
      }
    },
  )

  it('reach every text of a card, a visit and a prescription', () => {
    const filled = (['patients', 'visits', 'prescriptions'] as const).flatMap(
      (name) =>
        fillTexts(aggregates[name].schema, { textsFor: () => ['<b>'], fixed: fixedFor(name, 1) }).filled,
    )
    expect(filled).toEqual(
      expect.arrayContaining([
        'name.family',
        'nameBe.given',
        'address.street',
        'contacts.value',
        'guardian.name',
        'allergies.substance.text',
        'allergies.reaction',
        'flags.text',
        'note',
        'complaints',
        'history',
        'findings',
        'plan',
        'diagnoses.note',
        'diagnoses.coding.display',
        'medication.inn',
        'dosage.text',
        'organization.name',
        'checks.overrideReason',
      ]),
    )
  })
})
