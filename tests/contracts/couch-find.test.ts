import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startClinicServer } from './clinic-server.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
const documents = [
  { _id: 'ann', name: 'Ann', age: 30, tags: ['a', 'b'], address: { city: 'Zarechye' } },
  { _id: 'bob', name: 'bob', age: 20, tags: ['b'], address: { city: null } },
  { _id: 'cid', name: 'Cid', age: 20, tags: [], 'a.b': 1 },
  {
    _id: 'dan',
    name: 'dan',
    visits: [
      { kind: 'home', n: 1 },
      { kind: 'ward', n: 5 },
    ],
  },
  { _id: 'eve', name: null, age: '20', nested: { deep: [1, [2]] } },
]
beforeAll(async () => {
  server = await startTestServer()
  await server.ask('PUT', '/t')
  await server.ask('POST', '/t/_bulk_docs', { docs: documents })
})
afterAll(() => server.stop())

const find = (query: object, db = '/t') => server.ask('POST', `${db}/_find`, query)
const idsOf = async (selector: object): Promise<string> =>
  (await find({ selector, fields: ['_id'] })).json.docs.map((doc: { _id: string }) => doc._id[0]).join('')

describe('a selector', () => {
  const cases: [string, object, string][] = [
    ['nothing', {}, 'abcde'],
    ['a value', { age: 20 }, 'bc'],
    ['values of one field by range', { age: { $gt: 20, $lte: 30 } }, 'a'],
    ['texts after numbers', { age: { $gt: 20 } }, 'ae'],
    ['texts in the order of a dictionary', { name: { $gt: 'Bob', $lt: 'dan' } }, 'c'],
    ['null before everything', { name: { $lt: false } }, 'e'],
    ['no value but present', { age: { $ne: 20 } }, 'ae'],
    ['a missing field only by $exists', { age: { $exists: false } }, 'd'],
    ['the negation of presence', { age: { $not: { $exists: true } } }, 'd'],
    ['the negation of a value, of those that have one', { $not: { age: 20 } }, 'ae'],
    ['neither nor', { $nor: [{ age: 20 }, { age: 30 }] }, 'e'],
    ['all of a list', { $and: [{ age: { $gte: 20 } }, { age: { $lt: 30 } }, { name: { $ne: 'bob' } }] }, 'c'],
    ['some of a list', { $or: [{ age: 30 }, { name: 'dan' }] }, 'ad'],
    [
      'lists within lists',
      { $or: [{ $and: [{ age: 20 }, { name: 'Cid' }] }, { $nor: [{ age: { $exists: true } }] }] },
      'cd',
    ],
    ['values inside arrays', { tags: { $in: ['a'] } }, 'a'],
    ['not in arrays', { tags: { $nin: ['a'] } }, 'bc'],
    ['all in an array', { tags: { $all: ['b', 'a'] } }, 'a'],
    ['an empty array', { tags: { $size: 0 } }, 'c'],
    ['an array as a value', { tags: ['b'] }, 'b'],
    ['elements', { visits: { $elemMatch: { kind: 'ward', n: { $gt: 3 } } } }, 'd'],
    ['elements without fields', { tags: { $elemMatch: { $eq: 'a' } } }, 'a'],
    ['every element', { tags: { $allMatch: { $eq: 'b' } } }, 'b'],
    ['names of members', { address: { $keyMapMatch: { $eq: 'city' } } }, 'ab'],
    ['members by path', { 'address.city': 'Zarechye' }, 'a'],
    ['members by nesting', { address: { city: { $exists: true } } }, 'ab'],
    ['elements by number', { 'nested.deep.1.0': 2 }, 'e'],
    ['a dot in a name', { 'a\\.b': 1 }, 'c'],
    ['types', { age: { $type: 'string' } }, 'e'],
    ['remainders', { age: { $mod: [20, 10] } }, 'a'],
    ['patterns', { name: { $regex: '^[a-z]' } }, 'bd'],
    ['beginnings', { name: { $beginsWith: 'A' } }, 'a'],
    ['ids', { _id: { $gte: 'd' } }, 'de'],
    ['ids in the order of their bytes', { _id: { $gt: 'E' } }, 'abcde'],
    ['ids after whatever is no text', { _id: { $gt: {} } }, 'abcde'],
    ['no id before what is no text', { _id: { $lte: [] } }, ''],
  ]
  for (const [title, selector, expected] of cases)
    it(`F1 finds ${title}`, async () => {
      expect(await idsOf(selector)).toBe(expected)
    })

  it('F1 is refused when it is not understood', async () => {
    for (const selector of [
      [],
      'x',
      { a: { $foo: 1 } },
      { $and: {} },
      { a: { $in: 1 } },
      { a: { $regex: '(' } },
      { a: { $mod: [0, 1] } },
    ])
      expect([selector, (await find({ selector })).status]).toEqual([selector, 400])
    expect((await find({})).json).toEqual({
      error: 'missing_required_key',
      reason: 'Missing required key: selector',
    })
    expect((await find({ selector: {}, foo: 1 })).json.error).toBe('invalid_key')
  })

  it('F1 filters the changes feed in the same way', async () => {
    const { json } = await server.ask('POST', '/t/_changes?filter=_selector', {
      selector: { name: { $gt: 'Bob', $lt: 'dan' } },
    })
    expect(json.results.map((row: { id: string }) => row.id)).toEqual(['cid'])
  })
})

describe('a query', () => {
  it('F3 gives numbers as they were sent, whole or by fields', async () => {
    await server.ask('PUT', '/exact')
    await server.ask('PUT', '/exact/x', '{"a":{"big":12345678901234567890,"one":1.0},"b":2}')
    expect((await find({ selector: {} }, '/exact')).text).toContain(
      '"a":{"big":12345678901234567890,"one":1.0},"b":2}',
    )
    expect((await find({ selector: {}, fields: ['a.one', 'a.big', 'none'] }, '/exact')).text).toContain(
      '{"a":{"one":1.0,"big":12345678901234567890}}',
    )
  })

  it('F2 sorts by an index alone, and says when there is none', async () => {
    expect((await find({ selector: { age: { $gt: null } } })).json.warning).toMatch(
      /^No matching index found/,
    )
    const refused = await find({ selector: { age: { $gt: null } }, sort: ['age'] })
    expect([refused.status, refused.json.error]).toEqual([400, 'no_usable_index'])
    const index = { index: { fields: ['age'] }, ddoc: 'people', name: 'by-age' }
    const made = await server.ask('POST', '/t/_index', index)
    expect(made.json).toEqual({ result: 'created', id: '_design/people', name: 'by-age' })
    expect((await server.ask('POST', '/t/_index', index)).json.result).toBe('exists')
    const sorted = await find({ selector: { age: { $gt: null } }, sort: [{ age: 'desc' }], fields: ['_id'] })
    expect(sorted.json.docs.map((doc: { _id: string }) => doc._id)).toEqual(['eve', 'ann', 'cid', 'bob'])
    expect(sorted.json.warning).toBeUndefined()
    const { json } = await server.ask('GET', '/t/_index')
    expect(json).toEqual({
      total_rows: 2,
      indexes: [
        { ddoc: null, name: '_all_docs', type: 'special', def: { fields: [{ _id: 'asc' }] } },
        {
          ddoc: '_design/people',
          name: 'by-age',
          type: 'json',
          partitioned: false,
          def: { fields: [{ age: 'asc' }] },
        },
      ],
    })
    const explained = await server.ask('POST', '/t/_explain', {
      selector: { age: 20, name: 'bob' },
      limit: 3,
    })
    expect(explained.json).toMatchObject({
      dbname: 't',
      index: { name: 'by-age' },
      selector: { $and: [{ age: { $eq: 20 } }, { name: { $eq: 'bob' } }] },
      limit: 3,
      skip: 0,
      fields: [],
    })
    expect((await server.ask('DELETE', '/t/_index/people/json/by-age')).json).toEqual({ ok: true })
    expect((await server.ask('DELETE', '/t/_index/people/json/by-age')).status).toBe(404)
    expect((await server.ask('GET', '/t/_design/people')).json.reason).toBe('deleted')
  })

  it('F2 reads the part of an index that a selector bounds, and follows every change', async () => {
    await server.ask('PUT', '/bounds')
    const docs = Array.from({ length: 500 }, (_, n) => ({
      _id: `d${n}`,
      kind: n % 5,
      n,
      text: n % 2 ? 'a' : 'A',
    }))
    await server.ask('POST', '/bounds/_bulk_docs', { docs })
    await server.ask('POST', '/bounds/_index', { index: { fields: ['kind', 'n'] }, ddoc: 'kn', name: 'kn' })
    const ask = async (selector: object, more: object = {}) =>
      (await find({ selector, execution_stats: true, limit: 1000, ...more }, '/bounds')).json
    const narrow = await ask({ kind: 3, n: { $gte: 400, $lt: 440 } })
    expect(narrow.docs.map((doc: { n: number }) => doc.n)).toEqual([403, 408, 413, 418, 423, 428, 433, 438])
    expect(narrow.execution_stats).toMatchObject({
      total_keys_examined: 8,
      total_docs_examined: 8,
      results_returned: 8,
    })
    expect(narrow.warning).toBeUndefined()
    const { _rev } = (await server.ask('GET', '/bounds/d403')).json
    await server.ask('PUT', '/bounds/d403', { _rev, kind: 3, n: 1000 })
    await server.ask('DELETE', `/bounds/d408?rev=${(await server.ask('GET', '/bounds/d408')).json._rev}`)
    expect((await ask({ kind: 3, n: { $gte: 400, $lt: 440 } })).docs).toHaveLength(6)
    expect((await ask({ kind: 3, n: { $gt: 999 } })).docs).toHaveLength(1)
    expect((await ask({ kind: { $gt: 3, $lt: 2 }, n: 1 })).execution_stats.total_keys_examined).toBe(0)
    const few = await ask({ kind: { $gte: 0 }, n: { $gte: 0 }, text: 'a' }, { limit: 10, fields: ['n'] })
    expect(few.execution_stats.total_keys_examined).toBeLessThan(200)
    expect((await ask({ text: 'none', _id: { $gt: null } })).warning).toContain(
      'The number of documents examined is high',
    )
  })

  it('F2 chooses as CouchDB does, and says what it did not use', async () => {
    await server.ask('PUT', '/choice')
    const make = (fields: string[], name: string, more: object = {}) =>
      server.ask('POST', '/choice/_index', { index: { fields, ...more }, ddoc: name, name })
    await make(['a'], 'one')
    await make(['a', 'b'], 'two')
    await make(['a', 'c'], 'three')
    await make(['a'], 'part', { partial_filter_selector: { kind: 'x' } })
    await server.ask('POST', '/choice/_bulk_docs', {
      docs: [
        { _id: '1', a: 1, b: 1, kind: 'x' },
        { _id: '2', a: 1, b: 2 },
      ],
    })
    const chosen = async (query: object) =>
      (await server.ask('POST', '/choice/_explain', query)).json.index.name
    expect(await chosen({ selector: { a: 1 } })).toBe('one')
    expect(await chosen({ selector: { a: 1, b: 2 } })).toBe('two')
    expect(await chosen({ selector: { a: 1, b: { $exists: true } } })).toBe('one')
    expect(await chosen({ selector: { a: 1 }, sort: ['a', 'c'] })).toBe('three')
    expect(await chosen({ selector: { a: 1 }, sort: ['c'] })).toBe('three')
    expect(await chosen({ selector: { b: 1 } })).toBe('_all_docs')
    expect(await chosen({ selector: { a: 1, b: 1 }, use_index: 'one' })).toBe('one')
    expect(await chosen({ selector: { a: 1 }, use_index: ['_design/part', 'part'] })).toBe('part')
    const explained = (
      await server.ask('POST', '/choice/_explain', {
        selector: { a: 1, b: { $gt: 2 } },
        sort: [{ a: 'desc' }],
      })
    ).json
    expect(explained.mrargs).toMatchObject({ start_key: [1, '<MAX>'], end_key: [1, 2], direction: 'rev' })
    const partial = (await find({ selector: { a: 1 }, use_index: 'part' }, '/choice')).json
    expect(partial.docs.map((doc: { _id: string }) => doc._id)).toEqual(['1'])
    const unused = (await find({ selector: { a: 1 }, use_index: ['none', 'such'] }, '/choice')).json
    expect(unused.docs).toHaveLength(2)
    expect(unused.warning).toBe(
      '_design/none, such was not used because it is not a valid index for this query.',
    )
    // An index that is asked for is a wish, unless nothing else is allowed.
    const alone = async (query: object): Promise<[number, unknown]> => {
      const answer = await find({ ...query, allow_fallback: false }, '/choice')
      return [answer.status, answer.json.reason ?? answer.json.docs.length]
    }
    const unfit = 'specified by `use_index` could not be found or it is not suitable.'
    expect(await alone({ selector: { a: 1 } })).toEqual([200, 2])
    expect(await alone({ selector: { a: 1 }, use_index: 'one' })).toEqual([200, 2])
    expect(await alone({ selector: { a: 1 }, use_index: [] })).toEqual([200, 2])
    expect(await alone({ selector: { a: 1 }, use_index: 'none' })).toEqual([400, `_design/none ${unfit}`])
    expect(await alone({ selector: { a: 1 }, use_index: ['two', 'two'] })).toEqual([
      400,
      `_design/two, two ${unfit}`,
    ])
    expect(await alone({ selector: { b: 1 } })).toEqual([
      400,
      'There is no index available for this selector.',
    ])
    expect((await find({ selector: { a: 1 }, sort: ['b', 'a'] }, '/choice')).json.error).toBe(
      'no_usable_index',
    )
  })

  it('F2 explains which index was not taken, and why', async () => {
    await server.ask('PUT', '/why')
    const make = (fields: string[], name: string, more: object = {}) =>
      server.ask('POST', '/why/_index', { index: { fields, ...more }, ddoc: name, name })
    for (const [name, fields] of Object.entries({ one: ['a'], two: ['a', 'b'], three: ['a', 'c'], x: ['x'] }))
      await make(fields, name)
    await make(['a'], 'part', { partial_filter_selector: { kind: 'x' } })
    const explain = async (query: object) => (await server.ask('POST', '/why/_explain', query)).json
    const reasons = async (query: object) => {
      const { index_candidates } = await explain(query)
      return Object.fromEntries(
        index_candidates.map(
          (each: {
            index: { name: string }
            analysis: { usable: boolean; ranking: number; reasons: [{ name: string }] }
          }) => [
            each.index.name,
            [each.analysis.reasons[0].name, each.analysis.ranking, each.analysis.usable],
          ],
        ),
      )
    }
    expect(await reasons({ selector: { a: 1, b: { $exists: true }, c: { $exists: true } } })).toEqual({
      x: ['field_mismatch', 4, false],
      two: ['too_many_fields', 2, true],
      three: ['too_many_fields', 1, true],
      part: ['is_partial', 5, false],
      _all_docs: ['unfavored_type', 3, true],
    })
    expect(await reasons({ selector: { a: 1, b: 2 }, use_index: 'one' })).toMatchObject({
      two: ['excluded_by_user', 1, true],
      _all_docs: ['excluded_by_user', 1, true],
    })
    expect((await reasons({ selector: {} })).one).toEqual(['empty_selector', 1, false])
    const none = await explain({ selector: { z: 1 }, sort: ['z'] })
    expect([none.index, none.mrargs, none.index_candidates[0].analysis.reasons]).toEqual([
      null,
      undefined,
      [{ name: 'field_mismatch' }],
    ])
    const query = { selector: { a: { $gte: 1 }, d: { $regex: 'x' } }, fields: ['a'] }
    const { selector_hints, covering } = await explain(query)
    expect([selector_hints, covering]).toEqual([
      [{ type: 'json', indexable_fields: ['a'], unindexable_fields: ['d'] }],
      false,
    ])
    const covered = await explain({ selector: { a: { $gte: 1 } }, fields: ['a', '_id'] })
    expect([covered.covering, covered.mrargs.include_docs]).toEqual([true, false])
  })

  it('F2 shows the part of an index that is read, and of all documents', async () => {
    await server.ask('PUT', '/range')
    await server.ask('POST', '/range/_index', { index: { fields: ['a'] }, ddoc: 'a', name: 'a' })
    const docs = ['x', 'ax', 'a', 'b'].map((a, n) => ({ _id: `d${n}`, a }))
    await server.ask('POST', '/range/_bulk_docs', { docs })
    const range = async (query: object) => {
      const { start_key, end_key } = (await server.ask('POST', '/range/_explain', query)).json.mrargs
      return [start_key, end_key]
    }
    expect(await range({ selector: { a: { $beginsWith: 'a' } } })).toEqual([['a'], ['a\ufffd', '<MAX>']])
    expect(await range({ selector: { _id: { $beginsWith: 'd' } } })).toEqual(['d', 'd\ufffd'])
    expect(await range({ selector: { b: 1 } })).toEqual([null, '<MAX>'])
    expect(await range({ selector: { _id: { $gt: 'd1' } }, sort: [{ _id: 'desc' }] })).toEqual([
      '<MAX>',
      'd1',
    ])
    const { json } = await find({ selector: { a: { $beginsWith: 'a' } }, execution_stats: true }, '/range')
    expect(json.docs.map((doc: { a: string }) => doc.a)).toEqual(['a', 'ax'])
    expect(json.execution_stats.total_docs_examined).toBe(2)
    const unsorted = await find({ selector: { a: { $ne: 'a' } }, sort: ['_id'] }, '/range')
    expect(unsorted.json.error).toBe('no_usable_index')
  })

  it('F2 refuses what CouchDB refuses', async () => {
    const selector = { a: 1 }
    const wrong: [object, string][] = [
      [{ selector, limit: null }, 'invalid_non_neg_integer'],
      [{ selector, skip: 1.2 }, 'invalid_non_neg_integer'],
      [{ selector, r: 0 }, 'invalid_pos_integer'],
      [{ selector, conflicts: 'yes' }, 'invalid_boolean'],
      [{ selector, update: 1 }, 'invalid_boolean'],
      [{ selector, stale: 'update_after' }, 'invalid_value'],
      [{ selector, fields: null }, 'invalid_fields'],
      [{ selector, sort: null }, 'invalid_sort_json'],
      [{ selector: { $gt: 2 } }, 'invalid_selector'],
      [{ selector: { a: { $beginsWith: 1 } } }, 'invalid_operator'],
      [{ selector: { a: { $where: 'x' } } }, 'not_supported'],
      [{ selector: { a: { $elemMatch: 'x' } } }, 'bad_arg'],
      [{ selector: { a: { $allMatch: null } } }, 'bad_arg'],
      [{ selector: { a: { $elemMatch: { $in: 1 } } } }, 'bad_arg'],
      [{ selector: { a: { $not: 1 } } }, 'bad_arg'],
      [{ selector: { a: { $type: 1 } } }, 'bad_arg'],
      [{ selector, sort: [{ a: 'up' }] }, 'invalid_sort_dir'],
      [{ selector, sort: [2] }, 'invalid_sort_field'],
    ]
    for (const [query, error] of wrong) {
      const answer = await find(query)
      expect([query, answer.status, answer.json.error]).toEqual([query, 400, error])
    }
    const index = { fields: ['a'] }
    for (const body of [
      { index, name: '' },
      { index, ddoc: true },
      { index, type: 'geo' },
      { index: { fields: [''] } },
      { index: [] },
      { index: { fields: ['a'], selector: {} } },
      { index: {} },
      { index, partial_filter_selector: {} },
      { index, partitioned: true },
    ])
      expect([body, (await server.ask('POST', '/t/_index', body)).status]).toEqual([body, 400])
    expect((await find({ selector, r: 3 })).status).toBe(200)
    for (const path of ['_find', '_explain', '_index/_bulk_delete', '_index/x']) {
      const { status, json } = await server.ask('GET', `/t/${path}`)
      expect([path, status, json.error]).toEqual([path, 405, 'method_not_allowed'])
    }
  })

  it('F2 keeps definitions as they were sent, and removes many at once', async () => {
    await server.ask('PUT', '/defs')
    const index = { fields: [{ a: 'asc' }, 'b'] }
    const [first, second] = [
      (await server.ask('POST', '/defs/_index', { index, name: 'x' })).json,
      (await server.ask('POST', '/defs/_index', { index, name: 'y' })).json,
    ]
    expect(first.id).not.toBe(second.id)
    const { language, views } = (await server.ask('GET', `/defs/${first.id}`)).json
    expect([language, views]).toEqual([
      'query',
      {
        x: {
          map: { fields: { a: 'asc', b: 'asc' }, partial_filter_selector: {} },
          reduce: '_count',
          options: { def: index },
        },
      },
    ])
    await server.ask('PUT', '/defs/_design/js', { views: {} })
    expect((await server.ask('POST', '/defs/_index', { index, ddoc: 'js' })).json.error).toBe(
      'invalid_ddoc_lang',
    )
    expect((await server.ask('POST', '/defs/_index', { index, type: 'text' })).status).toBe(503)
    expect((await server.ask('GET', '/defs/_index?limit=1&skip=1')).json.indexes).toHaveLength(1)
    const escaped = encodeURIComponent(first.id)
    expect((await server.ask('DELETE', `/defs/_index/${escaped}/json/x`)).json).toEqual({ ok: true })
    const removed = await server.ask('POST', '/defs/_index/_bulk_delete', { docids: [second.id, 'none'] })
    expect(removed.json).toEqual({
      success: [{ id: second.id, ok: true }],
      fail: [{ id: '_design/none', error: 'not_found' }],
    })
    expect((await server.ask('GET', '/defs/_index')).json.total_rows).toBe(1)
  })

  it('F1 finds nothing by an empty list alone, and by an empty $or beside others what these find', async () => {
    const found: [object, string][] = [
      [{ $or: [] }, ''],
      [{ $and: [] }, ''],
      [{ age: 20, $or: [] }, 'bc'],
      [{ age: 20, $and: [] }, 'bc'],
      [{ age: 20, name: { $in: [] } }, ''],
      [{ age: 20, tags: { $all: [] } }, ''],
      [{ age: { $nin: [] } }, 'abce'],
      [{ age: { $type: 'none' } }, ''],
    ]
    for (const [selector, ids] of found) expect([selector, await idsOf(selector)]).toEqual([selector, ids])
  })

  it('F2 keeps what an index holds alone in its plain form, and reads that of CouchDB 2.0', async () => {
    await server.ask('PUT', '/old')
    await server.ask('POST', '/old/_bulk_docs', {
      docs: [
        { _id: 'a', kind: 'x', n: 1 },
        { _id: 'b', kind: 'y', n: 2 },
      ],
    })
    const partial = { partial_filter_selector: { kind: 'x' } }
    await server.ask('POST', '/old/_index', {
      index: { fields: ['n'], ...partial },
      ddoc: 'new',
      name: 'new',
    })
    const { map } = (await server.ask('GET', '/old/_design/new')).json.views.new
    expect(map.partial_filter_selector).toEqual({ kind: { $eq: 'x' } })
    const again = { index: { fields: ['n'], ...partial }, ddoc: 'new', name: 'new' }
    expect((await server.ask('POST', '/old/_index', again)).json.result).toBe('exists')
    const fields = { n: 'asc' }
    await server.ask('PUT', '/old/_design/early', {
      language: 'query',
      views: {
        early: { map: { fields, selector: { kind: 'y' } }, reduce: '_count', options: { def: {} } },
        none: { map: { fields: { n: 5 } }, reduce: '_count', options: { def: {} } },
      },
    })
    const query = (name: string) => ({ selector: { n: { $gt: 0 } }, fields: ['_id'], use_index: name })
    expect((await find(query('new'), '/old')).json.docs).toEqual([{ _id: 'a' }])
    expect((await find(query('early'), '/old')).json.docs).toEqual([{ _id: 'b' }])
    expect(
      (await server.ask('GET', '/old/_index')).json.indexes.map((each: { name: string }) => each.name),
    ).toEqual(['_all_docs', 'early', 'new'])
  })

  it('F1 takes texts for equal that ICU does, and patterns with options in front', async () => {
    await server.ask('PUT', '/texts')
    await server.ask('POST', '/texts/_bulk_docs', {
      docs: [
        { _id: '1', t: 'caf\u00e9' },
        { _id: '2', t: 'cafe\u0301' },
        { _id: '3', t: 'Cafe' },
      ],
    })
    expect((await find({ selector: { t: 'café' } }, '/texts')).json.docs).toHaveLength(2)
    expect((await find({ selector: { t: { $regex: '(?i)^cafe$' } } }, '/texts')).json.docs).toHaveLength(1)
  })

  it('F1 lets selectors ask for conflicts, when the question names them', async () => {
    await server.ask('PUT', '/conflicts')
    const docs = ['2-b', '2-a'].map((_rev) => ({ _id: 'twin', _rev }))
    await server.ask('POST', '/conflicts/_bulk_docs', {
      docs: [...docs, { _id: 'c', _rev: '1-c' }],
      new_edits: false,
    })
    const selector = { _conflicts: { $exists: true } }
    const { json } = await find({ selector, conflicts: true }, '/conflicts')
    expect(json.docs).toEqual([{ _id: 'twin', _rev: '2-b', _conflicts: ['2-a'] }])
    expect((await find({ selector }, '/conflicts')).json.docs).toEqual([])
  })

  it('F2 takes and refuses what belongs to clusters as a CouchDB without partitions', async () => {
    await server.ask('PUT', '/cluster')
    for (const more of [{ stale: 'false' }, { stale: 'ok' }, { partition: '' }, { r: '1' }])
      expect([more, (await find({ selector: {}, ...more }, '/cluster')).status]).toEqual([more, 200])
    for (const more of [{ stale: 'maybe' }, { partition: 'p' }, { r: null }])
      expect([more, (await find({ selector: {}, ...more }, '/cluster')).status]).toEqual([more, 400])
    await server.ask('POST', '/cluster/_index', { index: { fields: ['n'] }, ddoc: 'd', name: 'n' })
    expect((await server.ask('DELETE', '/cluster/_index/d/text/n')).status).toBe(404)
    expect((await server.ask('DELETE', '/cluster/_index/d/json/n')).status).toBe(200)
  })

  it('F2 goes on page by page with a bookmark to the end', async () => {
    await server.ask('PUT', '/many')
    const docs = Array.from({ length: 1300 }, (_, n) => ({ _id: `d${n}`, group: n % 7, n }))
    await server.ask('POST', '/many/_bulk_docs', { docs })
    await server.ask('POST', '/many/_index', { index: { fields: ['group', 'n'] } })
    for (const sort of [[], [{ group: 'desc' }, { n: 'desc' }]]) {
      const seen: number[] = []
      let bookmark = 'nil'
      for (;;) {
        const selector = { group: { $gte: 2 }, n: { $gte: 0 } }
        const { json } = await find({ selector, sort, limit: 300, bookmark, fields: ['group', 'n'] }, '/many')
        seen.push(...json.docs.map((doc: { group: number; n: number }) => doc.group * 10_000 + doc.n))
        if (json.docs.length === 0) break
        bookmark = json.bookmark
      }
      const expected = docs.filter((doc) => doc.group >= 2).map((doc) => doc.group * 10_000 + doc.n)
      expected.sort((a, b) => (sort.length === 0 ? a - b : b - a))
      expect(seen).toEqual(expected)
    }
    const skipped = await find(
      { selector: { group: 3, n: { $gt: null } }, skip: 2, limit: 2, fields: ['n'] },
      '/many',
    )
    expect(skipped.json.docs).toEqual([{ n: 17 }, { n: 24 }])
    expect((await find({ selector: {}, bookmark: 'junk' }, '/many')).json.error).toBe('invalid_bookmark')
  })

  it('F2 goes on after a document that is no more', async () => {
    await server.ask('PUT', '/going')
    await server.ask('POST', '/going/_bulk_docs', { docs: ['a', 'b', 'c', 'd'].map((_id) => ({ _id })) })
    for (const [direction, gone, next] of [
      ['asc', 'b', 'c'],
      ['desc', 'c', 'a'],
    ] as const) {
      const query = { selector: { _id: { $gt: '' } }, sort: [{ _id: direction }], limit: 2 }
      const { json } = await find(query, '/going')
      const last = json.docs.at(-1)
      expect(last._id).toBe(gone)
      await server.ask('DELETE', `/going/${last._id}?rev=${last._rev}`)
      const { docs } = (await find({ ...query, bookmark: json.bookmark }, '/going')).json
      expect(docs[0]._id).toBe(next)
    }
  })

  it('F5 reads a clinic with the right to it, and makes no design document there', async () => {
    const clinic = await startClinicServer()
    const asDoctor = { as: 'doctor:demo-doctor' }
    expect((await clinic.ask('POST', '/clinic-demo/_find', { selector: {} }, asDoctor)).status).toBe(200)
    expect((await clinic.ask('POST', '/clinic-other/_find', { selector: {} }, asDoctor)).status).toBe(403)
    expect(
      (await clinic.ask('POST', '/clinic-demo/_index', { index: { fields: ['type'] } }, asDoctor)).status,
    ).toBe(403)
    await clinic.stop()
  })
})

describe('a page of more than can lie here', () => {
  it('F2 leaves in steps, whole, with what is said of all of it', async () => {
    await server.ask('PUT', '/large')
    const text = 'x'.repeat(7_000)
    const docs = Array.from({ length: 1100 }, (_, n) => ({ _id: `d${1000 + n}`, n, text }))
    await server.ask('POST', '/large/_bulk_docs', { docs })
    const asked = { selector: { n: { $gte: 50 } }, limit: 1000, skip: 10, execution_stats: true }
    const headers = { 'accept-encoding': 'identity' }
    const answer = await server.ask('POST', '/large/_find', asked, { headers })
    expect(answer.headers.get('content-length')).toBe(null)
    const { docs: found, bookmark, execution_stats } = answer.json
    expect(found.map(({ n }: { n: number }) => n)).toEqual(docs.slice(60, 1060).map(({ n }) => n))
    expect(execution_stats).toMatchObject({ results_returned: 1000, total_docs_examined: 1060 })
    const next = (await server.ask('POST', '/large/_find', { ...asked, skip: 0, bookmark })).json
    expect(next.docs.map(({ n }: { n: number }) => n)).toEqual(docs.slice(1060).map(({ n }) => n))
  })
})

// At the end: behind a server with a CouchDB all who ask are one person to it.
describe('a pattern', () => {
  it('F4 is ended when a pattern takes too long, as all others of the person are, and the server goes on', async () => {
    await server.ask('PUT', '/slow')
    await server.ask('PUT', '/slow/_security', { members: { roles: [] } })
    const asNobody = { as: null }
    await server.ask('PUT', '/slow/x', { text: `${'a'.repeat(40)}!` })
    expect((await find({ selector: { text: { $regex: '^(a+)+$' } } }, '/slow')).json.docs).toEqual([])
    const selector = { selector: { text: { $regex: '^(?=(a+)+$)' } } }
    const findSlowly = () => server.ask('POST', '/slow/_find', selector, asNobody)
    const answers = await Promise.all([1, 2, 3].map(findSlowly))
    expect(answers.map(({ status, json }) => `${status} ${json.error}`).sort()).toEqual([
      '400 timeout',
      '429 too_many_requests',
      '429 too_many_requests',
    ])
    const feed = (kind: string) =>
      server.ask('POST', `/slow/_changes?filter=_selector&feed=${kind}`, selector, asNobody)
    expect((await feed('normal')).json.error).toBe('too_many_requests')
    const cut = await feed('continuous').catch(() => ({ status: 0 }))
    expect(cut.status).not.toBe(200)
    expect(await idsOf({ age: 30 })).toBe('a')
  })
})
