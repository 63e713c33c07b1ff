/**
 * What runs inside the isolate before the functions of a design document: the words they may use (`emit`, `sum`, `log`,
 * `isArray`, `toJSON`, `require`) and the calls of the host. Everything that the host relies on is taken out of reach
 * first: a design document may change `JSON` or `Array` for itself, never for the host.
 */
export const prelude = `(function (global) {
  'use strict'
  const { parse, stringify } = JSON
  const { eval: evaluate, SyntaxError: BadSyntax, InternalError: Internal } = global
  const isArray = Array.isArray
  const toText = (value) => { const text = stringify(value); return text === undefined ? 'null' : text }
  const alive = global.__alive
  delete global.__alive
  /** Code is made of what a design document says, not of what its functions put together. */
  const refuse = () => { throw new EvalError('code may not be made at run time') }
  global.eval = refuse
  for (const kind of [function () {}, function* () {}, async function () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(kind)
    const maker = function () { refuse() }
    Object.defineProperty(maker, 'prototype', { value: prototype })
    Object.defineProperty(prototype, 'constructor', { value: maker })
    if (prototype === Function.prototype) global.Function = maker
  }
  let emitted = []
  let sawEmit = false
  let size = 0

  global.emit = (key, value) => {
    sawEmit = true
    emitted[size++] = toText(key)
    emitted[size++] = toText(value)
  }
  global.sum = (values) => { let total = 0; for (const place in values) total += values[place]; return total }
  global.log = () => undefined
  global.isArray = (value) => isArray(value)
  global.toJSON = (value) => stringify(value)

  const fail = (error, reason) => ({ __error: error, reason })
  const messageOf = (error) => {
    try { return error && error.message !== undefined ? (error.name || 'Error') + ': ' + error.message : String(error) }
    catch { return 'error' }
  }
  /** Ends the request instead of losing one document. */
  const rethrowFatal = (error) => {
    if (error === 'fatal_error') throw fail('map_runtime_error', "function raised 'fatal_error'")
    if (isArray(error) && error[0] === 'fatal') throw fail(String(error[1]), String(error[2]))
    if (error instanceof Internal && /memory|stack/.test(error.message) && /memory/.test(error.message))
      throw fail('os_process_error', 'the function needs too much memory')
    if (error && error.__error) throw error
  }

  const compile = (source) => {
    if (typeof source !== 'string') throw fail('compilation_error', 'Expression does not eval to a function. (' + toText(source) + ')')
    let result
    const trimmed = source.replace(/[\\s;]+$/, '')
    try { result = evaluate('(' + trimmed + '\\n)') }
    catch (error) {
      try { result = evaluate(source) } catch { throw fail('compilation_error', messageOf(error) + ' (' + source + ')') }
    }
    if (typeof result !== 'function') throw fail('compilation_error', 'Expression does not eval to a function. (' + toText(source) + ')')
    return result
  }

  /** CommonJS over the members of a design document. */
  const requireFrom = (root) => {
    const loaded = new Map()
    const load = (path, base) => {
      let names = path.split('/')
      const place = names[0] === '.' || names[0] === '..' ? base.slice(0, -1) : []
      for (const name of names) {
        if (name === '.') continue
        if (name === '..') place.pop()
        else place.push(name)
      }
      const id = place.join('/')
      if (loaded.has(id)) return loaded.get(id).exports
      let source = root
      for (const name of place) {
        if (source === null || typeof source !== 'object' || !Object.hasOwn(source, name))
          throw fail('invalid_require_path', 'Object has no property "' + name + '". ' + toText(source))
        source = source[name]
      }
      if (typeof source !== 'string') throw fail('invalid_require_path', 'Must require a JavaScript string, not: ' + typeof source)
      const module = { id, exports: {} }
      loaded.set(id, module)
      try { evaluate('(function (module, exports, require) { ' + source + '\\n})')(module, module.exports, (name) => load(name, place)) }
      catch (error) {
        loaded.delete(id)
        if (error && error.__error) throw error
        throw fail('compilation_error', "Module require('" + path + "') raised error " + messageOf(error))
      }
      return module.exports
    }
    return (path) => load(String(path), [])
  }

  let design = {}
  let maps = []
  let reduces = []
  const functions = new Map()
  const functionAt = (path, what) => {
    const key = path.join('\\n')
    if (functions.has(key)) return functions.get(key)
    let source = design
    for (const name of path) source = source !== null && typeof source === 'object' && Object.hasOwn(source, name) ? source[name] : undefined
    if (source === undefined) throw fail('not_found', what)
    const made = compile(source)
    functions.set(key, made)
    return made
  }

  const calls = {
    /** The design document, or the part of it that view functions may require. */
    design(text) { design = parse(text); global.require = requireFrom(design); return 'null' },
    views(text) {
      const given = parse(text)
      maps = given.map((view) => compile(view.map))
      reduces = given.map((view) => view.reduce === undefined ? undefined : compile(view.reduce))
      return 'null'
    },
    /** What is wrong with each source. */
    compiles(text) {
      const sources = parse(text)
      const out = []
      for (let s = 0; s < sources.length; s++) {
        out[s] = null
        try { compile(sources[s]) } catch (error) { out[s] = error && error.__error ? error.reason : messageOf(error) }
      }
      return stringify(out)
    },
    /** For each document, for each view: key, value, key, value as texts. */
    map(text) {
      const texts = parse(text)
      const out = []
      for (let d = 0; d < texts.length; d++) {
        alive()
        const rows = []
        for (let m = 0; m < maps.length; m++) {
          emitted = []
          size = 0
          const document = parse(texts[d])
          try { maps[m](document); rows[m] = emitted }
          catch (error) { rethrowFatal(error); rows[m] = [] }
        }
        out[d] = rows
      }
      emitted = []
      return stringify(out)
    },
    reduce(text) {
      const { view, keys, values, again } = parse(text)
      let result = null
      try { result = reduces[view](keys, values, again) }
      catch (error) { rethrowFatal(error) }
      return toText(result)
    },
    filter(text) {
      const { path, what, docs, req } = parse(text)
      const filter = functionAt(path, what)
      const out = []
      for (let d = 0; d < docs.length; d++) { alive(); out[d] = filter.call(design, docs[d], req) ? true : false }
      return stringify(out)
    },
    filterByView(text) {
      const { path, what, docs } = parse(text)
      const map = functionAt(path, what)
      const out = []
      for (let d = 0; d < docs.length; d++) {
        alive()
        sawEmit = false
        emitted = []
        size = 0
        map.call(design, docs[d])
        out[d] = sawEmit
      }
      emitted = []
      return stringify(out)
    },
    validate(text) {
      const { docs, userCtx, secObj } = parse(text)
      const validate = functionAt(['validate_doc_update'], 'missing validate_doc_update')
      const out = []
      for (let d = 0; d < docs.length; d++) {
        alive()
        out[d] = null
        try { validate.call(design, docs[d].newDoc, docs[d].oldDoc, userCtx, secObj) }
        catch (error) {
          rethrowFatal(error)
          if (error && error.forbidden !== undefined) out[d] = { error: 'forbidden', reason: error.forbidden }
          else if (error && error.unauthorized !== undefined) out[d] = { error: 'unauthorized', reason: error.unauthorized }
          else out[d] = { error: error && error.name ? String(error.name) : 'unnamed_error', reason: messageOf(error) }
        }
      }
      return stringify(out)
    },
  }
  return (name, text) => {
    try { return calls[name](text) }
    catch (error) {
      if (error && error.__error) return '!' + stringify({ error: error.__error, reason: error.reason })
      rethrowToHost: {
        if (isArray(error) && error[0] === 'error') return '!' + stringify({ error: String(error[1]), reason: String(error[2]) })
        if (error && error.error && error.reason) return '!' + stringify({ error: String(error.error), reason: String(error.reason) })
        if (error instanceof Internal && /memory/.test(error.message)) return '!' + stringify({ error: 'os_process_error', reason: 'the function needs too much memory' })
      }
      return '!' + stringify({ error: (error && error.name) || 'unnamed_error', reason: messageOf(error) })
    }
  }
})(globalThis)`
