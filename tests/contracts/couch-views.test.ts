import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startTestServer({ limits: { viewTimeMs: 500, viewMemoryBytes: 16 * 1024 * 1024 } })
})
afterAll(() => server.stop())

interface ViewRow {
  id: string
  key: unknown
  value: unknown
  doc?: { _id: string } | null
}
const designOf = (views: object, more: object = {}) => ({ _id: '_design/d', views, ...more })

/** A database with these documents and a design document `d`. */
async function stocked(db: string, views: object, docs: object[], more: object = {}): Promise<void> {
  await server.ask('PUT', db)
  const answer = await server.ask('POST', `${db}/_bulk_docs`, { docs: [designOf(views, more), ...docs] })
  expect(answer.json.filter((row: object) => 'error' in row)).toEqual([])
}
const view = (db: string, name: string, query = ''): Promise<Answer> =>
  server.ask('GET', `${db}/_design/d/_view/${name}${query}`)
const query = (options: Record<string, unknown>): string =>
  `?${new URLSearchParams(Object.entries(options).map(([name, value]) => [name, typeof value === 'string' && name.endsWith('docid') ? value : JSON.stringify(value)])).toString()}`
const keysOf = ({ json }: Answer): unknown[] => json.rows.map((row: ViewRow) => row.key)
const idsOf = ({ json }: Answer): string => json.rows.map((row: ViewRow) => row.id).join('')

describe('a view', () => {
  it('V1 answers byte for byte as CouchDB does', async () => {
    await stocked('/bytes', { n: { map: 'function (doc) { emit(doc.n, doc.v) }' } }, [
      { _id: 'b', n: 1 },
      { _id: 'a', n: 'x', v: [1] },
    ])
    expect((await view('/bytes', 'n')).text).toBe(
      '{"total_rows":2,"offset":0,"rows":[\r\n{"id":"b","key":1,"value":null},\r\n{"id":"a","key":"x","value":[1]}\r\n]}\n',
    )
    expect((await view('/bytes', 'n', '?key=7')).text).toBe('{"total_rows":2,"offset":1,"rows":[\r\n\r\n]}\n')
    expect((await server.ask('GET', '/bytes/_design/d/_view/none')).text.trim()).toBe(
      '{"error":"not_found","reason":"missing_named_view"}',
    )
    expect((await server.ask('GET', '/bytes/_design/none/_view/n')).json).toMatchObject({
      error: 'not_found',
      reason: 'missing',
    })
  })

  it('V2 stands in the order of ICU: types first, then texts as in a dictionary, then ids', async () => {
    const scalars = [null, false, true, -1, 0, 2.5, 10, '', 'a', 'A', 'ä', 'aa', 'b', 'B', 'Ў', 'я']
    const keys = [...scalars, [], ['a'], ['a', 1], {}, { a: 1 }, { a: 2 }, { b: 1 }]
    await stocked(
      '/order',
      { k: { map: 'function (doc) { emit(doc.k); emit(doc.k) }' } },
      keys.map((k, i) => ({ _id: `d${i}`, k })).reverse(),
    )
    const rows = keysOf(await view('/order', 'k'))
    expect(rows.filter((_, place) => place % 2 === 0)).toEqual(keys)
    expect(keysOf(await view('/order', 'k', '?descending=true'))).toEqual(rows.toReversed())
  })

  it('V3 gives the range that is asked for, in both directions', async () => {
    const docs = ['a', 'b', 'c', 'd', 'e'].map((_id, place) => ({ _id, k: Math.floor(place / 2) }))
    await stocked('/range', { k: { map: 'function (doc) { emit(doc.k, doc._id) }' } }, docs)
    const cases: [Record<string, unknown>, string][] = [
      [{ startkey: 1 }, 'cde'],
      [{ start_key: 1, end_key: 1 }, 'cd'],
      [{ endkey: 1 }, 'abcd'],
      [{ endkey: 1, inclusive_end: false }, 'ab'],
      [{ key: 0 }, 'ab'],
      [{ keys: [2, 0, 7] }, 'eab'],
      [{ keys: [2, 0], descending: true }, 'eba'],
      [{ keys: [2, 0], skip: 1, limit: 1 }, 'a'],
      [{ startkey: 1, startkey_docid: 'd' }, 'de'],
      [{ endkey: 1, endkey_docid: 'c' }, 'abc'],
      [{ keys: [1, 0], startkey_docid: 'b', endkey_docid: 'c' }, 'cb'],
      [{ keys: [1], startkey_docid: 'd', endkey_docid: 'c', descending: true }, 'dc'],
      [{ keys: [1], endkey_docid: 'd', inclusive_end: false }, 'c'],
      [{ descending: true, startkey: 1, endkey: 0 }, 'dcba'],
      [{ descending: true, startkey: 1, endkey: 0, inclusive_end: false }, 'dc'],
      [{ descending: true, startkey: 1, startkey_docid: 'c' }, 'cba'],
      [{ descending: true, limit: 2, skip: 1 }, 'dc'],
      [{ limit: 0 }, ''],
      [{ skip: 9 }, ''],
    ]
    for (const [options, expected] of cases) {
      expect([options, idsOf(await view('/range', 'k', query(options)))]).toEqual([options, expected])
      const posted = await server.ask('POST', '/range/_design/d/_view/k', options)
      expect([options, idsOf(posted)]).toEqual([options, expected])
    }
    expect((await view('/range', 'k', query({ startkey: 1 }))).json).toMatchObject({
      total_rows: 5,
      offset: 2,
    })
    expect((await view('/range', 'k', query({ startkey: 0, descending: true }))).json.offset).toBe(3)
    const many = await server.ask('POST', '/range/_design/d/_view/k/queries', {
      queries: [{ key: 0 }, { descending: true, limit: 1 }],
    })
    expect(many.json.results.map((json: unknown) => idsOf({ json } as Answer))).toEqual(['ab', 'e'])
    expect((await server.ask('POST', '/range/_design/d/_view/k', { queries: [{ key: 0 }] })).status).toBe(400)
    expect(idsOf(await server.ask('GET', '/range/_design%2Fd/_view/k?key=0'))).toBe('ab')
  })

  it('V4 refuses what CouchDB refuses, in its words', async () => {
    await stocked(
      '/wrong',
      {
        m: { map: 'function (doc) { emit(doc._id) }' },
        r: { map: 'function (doc) { emit(doc._id, 1) }', reduce: '_sum' },
      },
      [{ _id: 'a' }],
    )
    const refused: [string, string, string][] = [
      ['m', '?limit=-1', 'Invalid value for positive integer: "-1"'],
      ['m', '?limit=x', 'Invalid value for integer: "x"'],
      ['m', '?descending=1', 'Invalid boolean parameter: "1"'],
      ['m', '?reduce=true', 'Reduce is invalid for map-only views.'],
      ['m', '?group=true', 'Invalid use of grouping on a map view.'],
      ['m', '?keys=[1]&key=1', '`keys` is incompatible with `key`, `start_key` and `end_key`'],
      [
        'm',
        '?startkey=2&endkey=1',
        'No rows can match your key range, reverse your start_key and end_key or set descending=true',
      ],
      ['m', '?stale=x', 'Invalid value for `stale`.'],
      ['r', '?include_docs=true', '`include_docs` is invalid for reduce'],
      ['r', '?keys=[1]', 'Multi-key fetches for reduce views must use `group=true`'],
      ['r', '?group=false&group_level=1', "Can't specify group=false and group_level>0 at the same time"],
    ]
    for (const [name, options, reason] of refused) {
      const { status, json } = await view('/wrong', name, options)
      expect([options, status, json]).toEqual([options, 400, { error: 'query_parse_error', reason }])
    }
    const methods: [string, string, string][] = [
      ['DELETE', '/wrong/_design/d/_view/m', 'GET,POST,HEAD'],
      ['GET', '/wrong/_design/d/_view/m/queries', 'POST'],
      ['POST', '/wrong/_design/d/_info', 'GET'],
      ['GET', '/wrong/_view_cleanup', 'POST'],
      ['PUT', '/wrong/_compact/d', 'POST'],
    ]
    for (const [method, path, allowed] of methods) {
      const { status, json } = await server.ask(method, path)
      expect([path, status, json.reason]).toEqual([path, 405, `Only ${allowed} allowed`])
    }
  })

  it('V5 gives the documents of its rows, and those that values name', async () => {
    await stocked(
      '/linked',
      {
        plain: { map: 'function (doc) { emit(doc._id) }' },
        link: { map: 'function (doc) { if (doc.to) emit(doc._id, {_id: doc.to}) }' },
      },
      [
        { _id: 'a', to: 'b' },
        { _id: 'b', big: 1 },
        { _id: 'c', to: 'missing' },
      ],
    )
    const plain = await view('/linked', 'plain', '?include_docs=true&limit=1')
    expect(plain.json.rows[0].doc).toMatchObject({ _id: 'a', to: 'b' })
    const linked = await view('/linked', 'link', '?include_docs=true')
    expect(linked.json.rows.map((row: ViewRow) => row.doc?._id ?? null)).toEqual(['b', null])
  })

  it('V5 links to a revision by `_rev` alone, and to nothing by a null', async () => {
    const rows = 'if (doc.was) { emit(0, {_rev: doc.was}); emit(1, {_id: null}); emit(2, {_id: doc._id}) }'
    await stocked('/revisions', { v: { map: `function (doc) { ${rows} }` } }, [{ _id: 'a', n: 1 }])
    const { _rev } = (await server.ask('GET', '/revisions/a')).json
    await server.ask('PUT', '/revisions/a', { _rev, was: _rev, n: 2 })
    const { json } = await view('/revisions', 'v', '?include_docs=true')
    expect(json.rows.map((row: { doc: { n: number } | null }) => row.doc?.n)).toEqual([1, undefined, 2])
  })

  it('V10 lets no function make code at run time', async () => {
    const ways = [
      'eval("emit(1)")',
      'Function("emit(1)")()',
      'new Function("emit(1)")()',
      '(function () {}).constructor("emit(1)")()',
      '(function* () {}).constructor("emit(1)")().next()',
      '(async function () {}).constructor("emit(1)")()',
      '(0, eval)("emit(1)")',
      '(async function* () {}).constructor("emit(1)")().next()',
      'emit.constructor.constructor("emit(1)")()',
    ]
    const views = ways.map((way, at) => [`v${at}`, { map: `function (doc) { ${way} }` }])
    const plain = { map: 'function (doc) { if (emit instanceof Function) emit(doc.constructor === Object) }' }
    await stocked('/code', { ...Object.fromEntries(views), plain }, [{ _id: 'a' }])
    for (const [at, way] of ways.entries())
      expect([way, keysOf(await view('/code', `v${at}`))]).toEqual([way, []])
    expect(keysOf(await view('/code', 'plain'))).toEqual([true])
  })

  it('V6 follows every change: edits, deletions, undeletions and conflicts', async () => {
    await stocked(
      '/follow',
      {
        k: { map: 'function (doc) { (doc.ks || []).forEach(function (k) { emit(k, doc._conflicts) }) }' },
      },
      [
        { _id: 'a', ks: [1, 2] },
        { _id: 'b', ks: [2] },
      ],
    )
    const shown = async () =>
      (await view('/follow', 'k')).json.rows.map((row: ViewRow) => `${row.key}${row.id}`).join(' ')
    expect(await shown()).toBe('1a 2a 2b')
    const { rev } = (
      await server.ask('PUT', '/follow/a', {
        ks: [3],
        _rev: (await server.ask('GET', '/follow/a')).json._rev,
      })
    ).json
    expect(await shown()).toBe('2b 3a')
    const gone = (await server.ask('DELETE', `/follow/a?rev=${rev}`)).json
    expect(await shown()).toBe('2b')
    await server.ask('PUT', '/follow/a', { ks: [0], _rev: gone.rev })
    expect(await shown()).toBe('0a 2b')
    await server.ask('POST', '/follow/_bulk_docs', {
      new_edits: false,
      docs: [
        { _id: 'b', _rev: '9-z', ks: [9] },
        { _id: 'b', _rev: '8-y', ks: [8] },
      ],
    })
    expect(await shown()).toBe('0a 9b')
    const [, conflicted] = (await view('/follow', 'k')).json.rows
    expect(conflicted.value).toContain('8-y')
  })

  it('V7 loses a document whose map throws, and no other', async () => {
    await stocked('/throws', { x: { map: 'function (doc) { emit(doc.a.b); if (doc.late) throw "late" }' } }, [
      { _id: 'a', a: { b: 1 } },
      { _id: 'b' },
      { _id: 'c', a: { b: 2 }, late: true },
    ])
    expect(idsOf(await view('/throws', 'x'))).toBe('a')
  })

  it('V8 reduces by groups, and what it has reduced once goes on to be right', async () => {
    const docs = Array.from({ length: 1000 }, (_, n) => ({ _id: `n${n}`, a: n % 7, b: n % 3, n }))
    const map = 'function (doc) { if (doc.n !== undefined) emit([doc.a, doc.b], doc.n) }'
    const custom = 'function (keys, values, again) { return again ? sum(values) : sum(values) }'
    await stocked(
      '/reduce',
      {
        sum: { map, reduce: '_sum' },
        count: { map, reduce: '_count' },
        stats: { map, reduce: '_stats' },
        own: { map, reduce: custom },
        distinct: { map, reduce: '_approx_count_distinct' },
      },
      docs,
    )
    const expected = (level: number): [unknown, number][] => {
      const sums = new Map<string, number>()
      for (const doc of docs) {
        const key = JSON.stringify(level === 0 ? null : [doc.a, doc.b].slice(0, level))
        sums.set(key, (sums.get(key) ?? 0) + doc.n)
      }
      return [...sums].sort().map(([key, sum]) => [JSON.parse(key), sum])
    }
    const rowsOf = ({ json }: Answer) => json.rows.map((row: ViewRow) => [row.key, row.value])
    for (const name of ['sum', 'own']) {
      expect(rowsOf(await view('/reduce', name))).toEqual(expected(0))
      expect(rowsOf(await view('/reduce', name, '?group_level=1'))).toEqual(expected(1))
      expect(rowsOf(await view('/reduce', name, '?group=true'))).toEqual(expected(2))
      expect(rowsOf(await view('/reduce', name, '?group=true&descending=true&skip=1&limit=3'))).toEqual(
        expected(2).reverse().slice(1, 4),
      )
      expect(rowsOf(await view('/reduce', name, '?group=true&keys=[[1,1],[9,9],[0,2]]'))).toEqual([
        expected(2)[4],
        expected(2)[2],
      ])
    }
    expect((await view('/reduce', 'count')).text).toBe('{"rows":[\r\n{"key":null,"value":1000}\r\n]}\n')
    expect((await view('/reduce', 'distinct')).json.rows[0].value).toBe(21)
    expect((await view('/reduce', 'stats', '?startkey=[6]')).json.rows[0].value).toMatchObject({
      count: 142,
      min: 6,
      max: 993,
    })
    await server.ask('PUT', '/reduce/more', { a: 0, b: 0, n: 1_000_000 })
    docs.push({ _id: 'more', a: 0, b: 0, n: 1_000_000 })
    for (const name of ['sum', 'own']) expect(rowsOf(await view('/reduce', name))).toEqual(expected(0))
    expect((await view('/reduce', 'sum', '?startkey=[100]')).json.rows).toEqual([])
  })

  it('V9 says what a built-in reduce cannot take, and when a reduce does not shrink', async () => {
    await stocked(
      '/bad-reduce',
      {
        sum: { map: 'function (doc) { emit(null, doc.v) }', reduce: '_sum' },
        stats: { map: 'function (doc) { emit(null, "x") }', reduce: '_stats' },
        grow: {
          map: 'function (doc) { emit(null, doc.v + doc.v) }',
          reduce: 'function (k, v) { return v.concat(v).join("").repeat(20) }',
        },
        throws: { map: 'function (doc) { emit(1) }', reduce: 'function () { return nobody.here }' },
      },
      [
        { _id: 'a', v: 'text'.repeat(30) },
        { _id: 'b', v: 'b'.repeat(200) },
      ],
    )
    expect((await view('/bad-reduce', 'sum')).json.rows[0].value).toMatchObject({
      error: 'builtin_reduce_error',
      caused_by: 'text'.repeat(30),
    })
    expect((await view('/bad-reduce', 'stats')).json).toMatchObject({ error: 'invalid_value' })
    for (const asked of ['', '?group=true']) {
      const grown = await view('/bad-reduce', 'grow', asked)
      expect([grown.status, grown.json.rows.length]).toEqual([200, 1])
      expect(grown.json.rows[0]).toEqual({
        key: null,
        error: 'reduce_overflow_error',
        reason: expect.stringMatching(/^Reduce output must shrink more rapidly: Current output: '/),
      })
    }
    expect((await view('/bad-reduce', 'throws')).json.rows).toEqual([{ key: null, value: null }])
  })

  it('V10 gives functions their words, and modules of their design document', async () => {
    await stocked(
      '/words',
      {
        lib: {
          twice: 'exports.of = function (n) { return require("./once").one * n * 2 }',
          once: 'exports.one = 1',
        },
        w: {
          map: 'function (doc) { log("x"); emit(isArray([1]), [toJSON({a: 1}), sum([1, 2]), require("views/lib/twice").of(doc.n)]) };',
        },
        arrow: {
          map: '(doc) => { emit(doc._id, typeof process + typeof require("views/lib/once").global + typeof fetch) }',
        },
      },
      [{ _id: 'a', n: 4 }],
    )
    expect((await view('/words', 'w')).json.rows[0]).toEqual({ id: 'a', key: true, value: ['{"a":1}', 3, 8] })
    expect((await view('/words', 'arrow')).json.rows[0].value).toBe('undefinedundefinedundefined')
  })

  it('V11 leaves design documents out unless they are asked for, and knows local sequences', async () => {
    await stocked(
      '/options',
      { id: { map: 'function (doc) { emit(doc._id, typeof doc._local_seq) }' } },
      [{ _id: 'a' }],
      {
        options: { include_design: true, local_seq: true },
      },
    )
    expect((await view('/options', 'id')).json.rows).toMatchObject([
      { id: '_design/d', value: 'number' },
      { id: 'a', value: 'number' },
    ])
  })

  it('V12 ends a function that takes too long or too much, and only that', async () => {
    await stocked(
      '/hungry',
      {
        loop: { map: 'function (doc) { for (;;) { try { for (;;); } catch (e) {} } }' },
      },
      [{ _id: 'a' }],
    )
    await server.ask('PUT', '/memory')
    await server.ask(
      'PUT',
      '/memory/_design/d',
      designOf({
        fat: { map: 'function (doc) { var a = []; for (;;) a.push(new Array(9999).join("x") + a.length) }' },
      }),
    )
    await server.ask('PUT', '/memory/_design/deep', {
      views: { deep: { map: 'function f(doc) { f(doc); emit(1) }' } },
    })
    await server.ask('PUT', '/memory/a', {})
    const startedMs = performance.now()
    const [loop, fat] = await Promise.all([view('/hungry', 'loop'), view('/memory', 'fat')])
    expect([loop.status, loop.json]).toEqual([
      500,
      { error: 'os_process_error', reason: 'OS process timed out.' },
    ])
    expect([fat.status, fat.json.error]).toEqual([500, 'os_process_error'])
    expect(performance.now() - startedMs).toBeLessThan(15_000)
    expect((await server.ask('GET', '/memory/_design/deep/_view/deep')).json.rows).toEqual([])
    await stocked('/healthy', { id: { map: 'function (doc) { emit(doc._id) }' } }, [{ _id: 'a' }])
    expect(idsOf(await view('/healthy', 'id'))).toBe('a')
  })

  it('V13 refuses a design document whose functions do not compile', async () => {
    await server.ask('PUT', '/compile')
    const put = (views: object) => server.ask('PUT', '/compile/_design/d', { views })
    const syntax = await put({ v: { map: 'function (doc) {' } })
    expect([syntax.status, syntax.json.error]).toEqual([400, 'compilation_error'])
    expect(syntax.json.reason).toMatch(/^Compilation of the map function in the 'v' view failed: /)
    expect((await put({ v: { map: '1' } })).json.reason).toContain(
      'Expression does not eval to a function. (',
    )
    expect((await put({ v: { map: 'function () {}', reduce: '_first' } })).json).toEqual({
      error: 'invalid_design_doc',
      reason: '`_first` is not a supported reduce function.',
    })
    expect((await server.ask('GET', '/compile/_design/d')).status).toBe(404)
  })

  it('V13 refuses a design document whose members are of another kind, in the words of CouchDB', async () => {
    await server.ask('PUT', '/kinds')
    const map = 'function () {}'
    const wrong: [object, string][] = [
      [{ language: 1 }, '`language` field must have string type'],
      [{ filters: 'x' }, '`filters` field must have object type'],
      [{ filters: { f: 1 } }, '`filters.f` field must have string or object type'],
      [{ shows: { s: [] } }, '`shows.s` field must have string or object type'],
      [{ rewrites: 42 }, '`rewrites` field must have array or string type'],
      [{ options: { local_seq: 'yes' } }, '`options.local_seq` field must have boolean type'],
      [
        { options: { partitioned: true } },
        'partitioned option cannot be true in a non-partitioned database.',
      ],
      [{ validate_doc_update: {} }, '`validate_doc_update` field must have string type'],
      [{ views: [] }, '`views` field must have object type'],
      [{ views: { lib: 'x' } }, '`views.lib` field must have object type'],
      [{ views: { v: 'x' } }, '`views.v` field must have object type'],
      [{ views: { v: { map: {} } } }, '`views.v.map` field must have string type'],
      [{ language: 'query', views: { v: { map } } }, '`views.v.map` field must have object type'],
      [{ views: { v: { map, reduce: null } } }, '`views.v.reduce` field must have string type'],
      [{ views: { v: { reduce: '_sum' } } }, 'View `v` must contain map function'],
    ]
    for (const [design, reason] of wrong) {
      const { status, json } = await server.ask('PUT', '/kinds/_design/d', design)
      expect([design, status, json]).toEqual([design, 400, { error: 'invalid_design_doc', reason }])
    }
    const sound = { rewrites: 'function () {}', lists: { l: map, lib: { a: '' } }, options: { other: 1 } }
    expect((await server.ask('PUT', '/kinds/_design/d', sound)).status).toBe(201)
  })

  it('V8 knows built-in reductions by the beginning of their names', async () => {
    const map = 'function (doc) { emit(null, doc.n) }'
    const views = { a: { map, reduce: '_sum\n \r\nand more' }, b: { map, reduce: '_countless' } }
    await stocked('/named', views, [
      { _id: 'a', n: 2 },
      { _id: 'b', n: 3 },
    ])
    expect((await view('/named', 'a')).json.rows).toEqual([{ key: null, value: 5 }])
    expect((await view('/named', 'b')).json.rows).toEqual([{ key: null, value: 2 }])
  })

  it("V2 stands in the order of Erlang's terms where a view asks for it", async () => {
    const keys = [
      1,
      2,
      false,
      null,
      true,
      { a: 1 },
      { b: 2, a: 1 },
      ['a'],
      ['b', 'c'],
      'A',
      'B',
      'a',
      'aa',
      'b',
    ]
    const map = 'function (doc) { emit(doc.k, 1) }'
    const raw = { k: { map, reduce: '_count', options: { collation: 'raw' } } }
    await stocked(
      '/raw',
      raw,
      keys.map((k, place) => ({ _id: String(99 - place), k })),
    )
    const keysOf = async (asked: string) =>
      (await view('/raw', 'k', asked)).json.rows.map((row: { key: unknown }) => row.key)
    expect(await keysOf('?reduce=false')).toEqual(keys)
    expect(await keysOf('?group=true&descending=true')).toEqual(keys.toReversed())
    expect(await keysOf('?reduce=false&startkey="Z"&endkey="a"')).toEqual(['a'])
    expect(await keysOf('?reduce=false&startkey="B"&endkey="b"&inclusive_end=false')).toEqual([
      'B',
      'a',
      'aa',
    ])
    expect((await view('/raw', 'k', '?startkey="a"&endkey="B"')).json.reason).toMatch(/^No rows can match/)
    await server.ask('PUT', '/raw/late', { k: 'C' })
    expect(await keysOf('?reduce=false&startkey="B"&endkey="a"')).toEqual(['B', 'C', 'a'])
  })

  it('V3 takes what stands in the address before what stands in the body', async () => {
    await stocked('/both', { id: { map: 'function (doc) { emit(doc._id) }' } }, [{ _id: 'a' }, { _id: 'b' }])
    const post = (asked: string, body: object) => server.ask('POST', `/both/_design/d/_view/id${asked}`, body)
    expect((await post('?limit=1', { limit: 2 })).json.rows).toHaveLength(1)
    expect((await post('?limit=1', { keys: ['b', 'a'] })).json.rows).toMatchObject([{ id: 'b' }])
    expect((await post('', { keys: 1 })).json).toEqual({
      error: 'bad_request',
      reason: '`keys` member must be an array.',
    })
  })

  it('V19 says that functions for web pages are not run, and temporary views are gone', async () => {
    await server.ask('PUT', '/web')
    await server.ask('PUT', '/web/_design/d', { shows: { s: 'function () { return "" }' } })
    for (const path of ['_show/s', '_list/l/v', '_update/u/doc', '_rewrite', '_rewrite/a/b']) {
      const { status, json } = await server.ask('POST', `/web/_design/d/${path}`, {})
      expect([path, status, json.error]).toEqual([path, 501, 'not_implemented'])
    }
    expect((await server.ask('GET', '/web/_design/d/_show/s')).status).toBe(501)
    const temporary = await server.ask('POST', '/web/_temp_view', { map: 'function () {}' })
    expect([temporary.status, temporary.json.error]).toEqual([410, 'gone'])
  })

  it('V14 answers at once with what it has when it is asked not to wait', async () => {
    await stocked('/stale', { id: { map: 'function (doc) { emit(doc._id) }' } }, [{ _id: 'a' }])
    expect((await view('/stale', 'id', '?stale=ok')).json.total_rows).toBe(0)
    expect((await view('/stale', 'id', '?update=false&update_seq=true')).json.update_seq).toMatch(/^0-/)
    expect((await view('/stale', 'id', '?update=lazy')).json.rows).toEqual([])
    await expect.poll(async () => idsOf(await view('/stale', 'id', '?update=false'))).toBe('a')
    const info = (await server.ask('GET', '/stale/_design/d/_info')).json
    expect(info).toMatchObject({
      name: 'd',
      view_index: { language: 'javascript', updates_pending: { total: 0 }, update_seq: 2 },
    })
    expect((await server.ask('POST', '/stale/_compact/d')).status).toBe(202)
    expect(idsOf(await view('/stale', 'id', '?update=false'))).toBe('a')
  })

  it('V15 is consistent while others write', async () => {
    await stocked('/busy', { n: { map: 'function (doc) { emit(doc.n, doc.n) }', reduce: '_count' } }, [])
    const writer = (async () => {
      for (let batch = 0; batch < 10; batch++)
        await server.ask('POST', '/busy/_bulk_docs', {
          docs: Array.from({ length: 200 }, (_, n) => ({ n: batch * 200 + n })),
        })
    })()
    let last = 0
    while (last < 2000) {
      const [rows, count] = await Promise.all([view('/busy', 'n', '?reduce=false'), view('/busy', 'n')])
      expect(rows.json.rows).toHaveLength(rows.json.total_rows)
      expect(new Set(rows.json.rows.map((row: ViewRow) => row.id)).size).toBe(rows.json.total_rows)
      const counted = count.json.rows[0]?.value ?? 0
      expect(counted % 200).toBe(0)
      expect(counted).toBeGreaterThanOrEqual(last)
      last = counted
    }
    await writer
  })
})

describe('_all_docs', () => {
  it('C14 answers many queries at once, and design documents by themselves', async () => {
    await stocked('/all', {}, [{ _id: 'a' }, { _id: 'b' }])
    const { json } = await server.ask('POST', '/all/_all_docs/queries', {
      queries: [{ keys: ['b', 'x'] }, { limit: 1, skip: 1 }],
    })
    expect(json.results[0].rows).toMatchObject([{ id: 'b' }, { key: 'x', error: 'not_found' }])
    expect(json.results[1].rows).toMatchObject([{ id: 'a' }])
    expect((await server.ask('GET', '/all/_design_docs')).json).toMatchObject({
      total_rows: 1,
      offset: 0,
      rows: [{ id: '_design/d' }],
    })
    const backwards = await server.ask('POST', '/all/_all_docs?descending=true', {
      keys: ['a', 'b'],
      skip: 1,
    })
    expect(backwards.json.rows).toMatchObject([{ id: 'a' }])
  })
})
