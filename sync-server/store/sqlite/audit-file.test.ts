import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mostRefusedOf, openAuditFile } from './audit-file.ts'

it('L3 L5 counts refusals of a person up to a bound, and of others as before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-audit-'))
  const file = openAuditFile(join(folder, 'demo.sqlite'))
  const refusals = (station: string, count: number) =>
    Array.from({ length: count }, () => ({ station, chain: 'c', code: 'audit.malformed' }))
  const by = (person: string) => ({ at: '2026-11-26T00:00:00.000Z', deliveredBy: person, station: 'pc' })
  for (let batch = 0; batch < 3; batch++) file.add([], refusals('pc1', 4000), by('practitioner:eva'))
  file.add([], refusals('pc2', 3), by('practitioner:eva'))
  file.add([], refusals('pc3', 3), by('practitioner:doctor'))
  expect(file.chains().map(({ station, refused }) => [station, refused])).toEqual([
    ['pc1', mostRefusedOf],
    ['pc3', 3],
  ])
  file.close()
  rmSync(folder, { recursive: true, force: true })
})
