import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from '../contracts/running-server.ts'
import { feedOf, recordsOf, signIn, startScopedClinic } from './scoped-clinic.ts'

// The embedded engine's own files as an earlier version left them; a mirror of a CouchDB is made anew instead.
let server: RunningServer
beforeEach(async () => {
  server = await startScopedClinic()
})
afterEach(() => server.stop())

const ownOf = (...letters: string[]) =>
  letters
    .flatMap((letter) => ['inbox', 'patient', 'prescription', 'visit'].map((type) => `${type}:${letter}`))
    .sort()

describe('a clinic of an earlier version', () => {
  it('S22 is looked through once, when the server starts', async () => {
    await server.server.close()
    const file = new DatabaseSync(join(server.folder, 'databases/clinic-demo.sqlite'))
    file.exec(
      `DROP INDEX document_patient; ALTER TABLE document DROP COLUMN patient; ALTER TABLE attachment DROP COLUMN packed; DROP TABLE patient_village;
       DROP TABLE opening; DELETE FROM setting WHERE name = 'placed'; PRAGMA user_version = 5`,
    )
    file.close()
    const later = await startTestServer({ folder: server.folder })
    expect((await feedOf(later, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    expect((await feedOf(later, 'feldsherB')).ids).toEqual(ownOf('b', 'n'))
    await later.server.close()
  })

  it('S22 S21 has its tombstones, which hold what the documents said, for those who see the patient', async () => {
    const docs = [
      {
        ...recordsOf('b', 'Луговая')[1]!,
        _id: 'visit:t',
        _rev: '1-aa',
        signature: undefined,
        _deleted: true,
      },
      { ...recordsOf('t', 'Луговая')[0]!, _rev: '1-aa', _deleted: true },
    ]
    await server.ask('POST', '/clinic-demo/_bulk_docs', { docs, new_edits: false }, { as: signIn('doctor') })
    await server.server.close()
    const file = new DatabaseSync(join(server.folder, 'databases/clinic-demo.sqlite'))
    file.exec(`UPDATE document SET patient = NULL; DELETE FROM setting WHERE name = 'placed'`)
    file.close()
    const later = await startTestServer({ folder: server.folder })
    expect((await feedOf(later, 'feldsherA')).ids).toEqual(ownOf('a', 'n'))
    expect((await feedOf(later, 'feldsherB')).ids).toEqual([...ownOf('b', 'n'), 'visit:t'].sort())
    await later.server.close()
  })
})
