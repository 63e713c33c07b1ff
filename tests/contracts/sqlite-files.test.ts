import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byAuthor, patientDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

// What only the files of the embedded engine show; the rules that both engines keep are in the other files.
let server: RunningServer
beforeEach(async () => {
  server = await startClinicServer()
})
afterEach(() => server.stop())

const rowsOf = (database: string, query: string) => {
  const file = new DatabaseSync(join(server.folder, `databases/${database}.sqlite`), { readOnly: true })
  const rows = file.prepare(query).all()
  file.close()
  return rows
}

describe('the files of the embedded engine', () => {
  it('S4 note whose session brought a document', async () => {
    await server.ask(
      'PUT',
      '/clinic-demo/patient:a',
      byAuthor(patientDocument('patient:a'), 'practitioner:feldsher'),
      {
        as: people.doctor,
      },
    )
    expect(rowsOf('clinic-demo', 'SELECT id, delivered_by FROM document')).toEqual([
      { id: 'patient:a', delivered_by: 'practitioner:doctor' },
    ])
  })

  it('C18 hold an attachment once whatever the number of its documents, and drop it in a compaction when nobody names it', async () => {
    const put = (path: string, content: string) =>
      server.ask('PUT', path, content, { headers: { 'content-type': 'image/png' } })
    await server.ask('PUT', '/t')
    const { rev } = (await put('/t/a/x', 'shared')).json
    await put('/t/b/y', 'shared')
    await put(`/t/a/x?rev=${rev}`, 'new')
    const lonely = (await put('/t/c/z', 'lonely')).json.rev
    await server.ask('DELETE', `/t/c?rev=${lonely}`)
    const contents = () =>
      rowsOf('t', 'SELECT CAST(content AS TEXT) AS text FROM attachment ORDER BY 1').map((row) => row.text)
    expect(contents()).toEqual(['lonely', 'new', 'shared'])
    await server.ask('POST', '/t/_compact', {})
    expect(contents()).toEqual(['new', 'shared'])
  })
})
