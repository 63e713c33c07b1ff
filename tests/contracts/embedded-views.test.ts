import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

let folder: string
let server: RunningServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-view-files-'))
  server = await startTestServer({ folder })
})
afterEach(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const filesOf = (db: string): string[] => {
  try {
    return readdirSync(join(folder, 'views', db)).filter((name) => name.endsWith('.sqlite'))
  } catch {
    return []
  }
}
const put = async (db: string, map = 'function (doc) { emit(doc._id) }'): Promise<void> => {
  await server.ask('PUT', `/${db}`)
  const { _rev } = (await server.ask('GET', `/${db}/_design/d`)).json
  await server.ask('PUT', `/${db}/_design/d`, { _rev, views: { v: { map } } })
}
const ids = async (db: string, query = ''): Promise<string[]> =>
  (await server.ask('GET', `/${db}/_design/d/_view/v${query}`)).json.rows.map((row: { id: string }) => row.id)
const restart = async (change: () => void = () => undefined, options = {}): Promise<void> => {
  await server.stop()
  change()
  server = await startTestServer({ folder, ...options })
}

describe('the files of views', () => {
  it('V18 are used again after a restart, and made anew when they are gone or damaged', async () => {
    await put('t')
    await server.ask('PUT', '/t/a', {})
    expect(await ids('t')).toEqual(['a'])
    await restart()
    expect(await ids('t', '?update=false')).toEqual(['a'])
    const [file] = filesOf('t')
    await restart(() => writeFileSync(join(folder, 'views/t', file!), 'damaged'))
    expect(await ids('t', '?update=false')).toEqual([])
    expect(await ids('t')).toEqual(['a'])
    await restart(() => rmSync(join(folder, 'views'), { recursive: true }))
    expect(await ids('t')).toEqual(['a'])
  })

  it('V18 are shared by equal definitions, and removed when nobody defines them', async () => {
    await put('t')
    await ids('t')
    const [first] = filesOf('t')
    await server.ask('PUT', '/t/_design/same', {
      views: { v: { map: 'function (doc) { emit(doc._id) }' } },
      other: 1,
    })
    await server.ask('GET', '/t/_design/same/_view/v')
    expect(filesOf('t')).toEqual([first])
    await put('t', 'function (doc) { emit(1) }')
    await ids('t')
    expect(filesOf('t')).toHaveLength(2)
    const { _rev } = (await server.ask('GET', '/t/_design/same')).json
    await server.ask('DELETE', `/t/_design/same?rev=${_rev}`)
    expect((await server.ask('POST', '/t/_view_cleanup', {})).status).toBe(202)
    expect(filesOf('t')).not.toContain(first)
    expect(filesOf('t')).toHaveLength(1)
  })

  it('V18 go with their database, and meet no other one of its name', async () => {
    await put('t')
    await server.ask('PUT', '/t/a', {})
    await ids('t')
    await server.ask('DELETE', '/t')
    expect(filesOf('t')).toEqual([])
    await put('t')
    await server.ask('PUT', '/t/b', {})
    expect(await ids('t')).toEqual(['b'])
  })

  it('V18 are built again after a purge and for another epoch', async () => {
    await put('t')
    const { rev } = (await server.ask('PUT', '/t/a', {})).json
    await server.ask('PUT', '/t/b', {})
    expect(await ids('t')).toEqual(['a', 'b'])
    await server.ask('POST', '/t/_purge', { a: [rev] })
    expect(await ids('t')).toEqual(['b'])
    await restart(undefined, { renewEpochs: true })
    expect(await ids('t', '?update=false')).toEqual([])
    expect(await ids('t')).toEqual(['b'])
  })
})

describe('validate_doc_update', () => {
  it('V17 answers 401 to one who should sign in as somebody else', async () => {
    await server.ask('PUT', '/v')
    const validate_doc_update =
      'function (n, o, userCtx) { throw { unauthorized: userCtx.name + " of " + userCtx.db + ", " + userCtx.roles } }'
    await server.ask('PUT', '/v/_design/d', { validate_doc_update })
    expect(await server.ask('PUT', '/v/a', {})).toMatchObject({
      status: 401,
      json: { error: 'unauthorized', reason: 'admin of v, _admin' },
    })
  })
})
