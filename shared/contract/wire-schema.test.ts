import { expect, test } from 'vitest'
import { z } from 'zod'
import { aggregates } from '../domain/registry.ts'
import { canonicalJson } from '../kit/canonical-json.ts'
import { digest26 } from '../kit/sha256.ts'
import { wireSchemaHashes, wireSchemaVersion } from './wire-schema.ts'

test('the schemas on the wire are those of their version', () => {
  const schemas = Object.values(aggregates).map(({ type, schema }) => [
    type,
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
  ])
  const hash = digest26(canonicalJson(schemas))
  const next = Math.max(...Object.keys(wireSchemaHashes).map(Number)) + 1
  expect(
    wireSchemaHashes[wireSchemaVersion],
    `A schema in shared/domain has changed. In shared/contract/wire-schema.ts raise wireSchemaVersion to ${next} and add ` +
      `"${next}: '${hash}'". A version that no release carries yet only gets its hash replaced: '${hash}'.`,
  ).toBe(hash)
})
