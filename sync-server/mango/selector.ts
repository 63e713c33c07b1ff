import { badRequest, CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import { compareTerms } from '../views/compare-terms.ts'
import { badArgument } from './bad-argument.ts'
import { collate } from './collate.ts'
import { namesOf, valueAt } from './field-path.ts'
import { operators, partOperators, type Test, unsupportedOperators } from './operators.ts'

/**
 * A selector brought to one form: what all or some of the nodes say, or one operator on one field. Negations stand at
 * the operators, as CouchDB pushes them there: a missing field answers no question but `$exists`.
 */
export type Node =
  | { kind: 'and' | 'or'; nodes: Node[] }
  | { kind: 'test'; field: string | undefined; operator: string; argument: unknown; negated: boolean }

const deepest = 50

/** Reads a selector. 400 for what CouchDB does not understand. */
export function readSelector(selector: unknown): Node {
  if (!isObject(selector))
    throw new CouchError(
      400,
      'invalid_selector_json',
      `Selector must be a JSON object, not: ${JSON.stringify(selector)}`,
    )
  const node = nodeOf(selector, undefined, false, 0)
  if (hasNoField(node))
    throw new CouchError(400, 'invalid_selector', 'One or more conditions is missing a field name.')
  return node
}

const hasNoField = (node: Node): boolean =>
  node.kind === 'test' ? node.field === undefined : node.nodes.some(hasNoField)

function nodeOf(selector: unknown, field: string | undefined, negated: boolean, depth: number): Node {
  if (depth > deepest) throw badRequest('the selector is too deep')
  const test = (operator: string, argument: unknown): Node => ({
    kind: 'test',
    field,
    operator,
    argument,
    negated,
  })
  const entries = isObject(selector) ? Object.entries(selector) : []
  if (!isObject(selector) || (entries.length === 0 && field !== undefined)) return test('$eq', selector)
  const nodes = entries.map(([name, argument]): Node => {
    const many = (kind: 'and' | 'or', negate: boolean): Node => {
      if (!Array.isArray(argument)) throw badArgument(name, argument)
      return { kind, nodes: argument.map((each) => nodeOf(each, field, negate, depth + 1)) }
    }
    if (name === '$and') return many(negated ? 'or' : 'and', negated)
    if (name === '$or') return many(negated ? 'and' : 'or', negated)
    if (name === '$nor') return many(negated ? 'or' : 'and', !negated)
    if (name === '$not') {
      if (!isObject(argument)) throw badArgument(name, argument)
      return nodeOf(argument, field, !negated, depth + 1)
    }
    if (name.startsWith('$')) {
      checkOperator(name, argument, depth)
      return test(name, argument)
    }
    return nodeOf(argument, field === undefined ? name : `${field}.${name}`, negated, depth + 1)
  })
  return nodes.length === 1 ? nodes[0]! : { kind: negated ? 'or' : 'and', nodes }
}

/** 400 for an operator that there is not, and for an argument that it does not take. */
function checkOperator(name: string, argument: unknown, depth: number): void {
  if (unsupportedOperators.includes(name))
    throw new CouchError(400, 'not_supported', `Unsupported operator: ${name}`)
  if (partOperators[name]) {
    if (!isObject(argument)) throw badArgument(name, argument)
    nodeOf(argument, undefined, false, depth + 1)
  } else if (operators[name]) operators[name](argument, collate)
  else throw new CouchError(400, 'invalid_operator', `Invalid operator: ${name.slice(0, 40)}`)
}

/** Whether a selector says nothing but an empty list: it finds nothing, `$and: []` too. */
export function findsNothing(selector: unknown): boolean {
  const [entry, more] = isObject(selector) ? Object.entries(selector) : []
  return entry !== undefined && !more && ['$and', '$or'].includes(entry[0]) && isEmptyList(entry[1])
}

const isEmptyList = (list: unknown): boolean => Array.isArray(list) && list.length === 0

/** A function that tells whether a document is what the selector asks for. */
export function matcherOf(node: Node): Test {
  if (node.kind !== 'test') {
    const tests = node.nodes.map(matcherOf)
    // Of nothing, every document is some: `$or: []` beside other conditions asks for nothing more.
    if (node.kind === 'or') return (document) => tests.length === 0 || tests.some((test) => test(document))
    return (document) => tests.every((test) => test(document))
  }
  const { operator, argument, negated } = node
  const names = node.field === undefined ? [] : namesOf(node.field)
  // Ids stand in the order of their bytes, as in `_all_docs`: every other value comes before them.
  const order = node.field === '_id' ? compareTerms : collate
  const part = partOperators[operator]
  const holds = part
    ? part(matcherOf(nodeOf(argument, undefined, false, 1)))
    : operators[operator]!(argument, order)
  return (document) => {
    const value = valueAt(document, names)
    if (value === undefined) return operator === '$exists' && argument === negated
    return holds(value) !== negated
  }
}

const opposite: Record<string, string> = {
  $eq: '$ne',
  $ne: '$eq',
  $lt: '$gte',
  $gte: '$lt',
  $gt: '$lte',
  $lte: '$gt',
  $in: '$nin',
  $nin: '$in',
}

/** The selector in the form that `_explain` shows. */
export function selectorJson(node: Node): Record<string, unknown> {
  if (node.kind !== 'test') {
    const nodes = node.nodes.map(selectorJson)
    return node.nodes.length === 0 && node.kind === 'and' ? {} : { [`$${node.kind}`]: nodes }
  }
  const { field, operator, argument, negated } = node
  const plain = { [operator]: argument }
  const flipped = opposite[operator]
  const condition = !negated
    ? plain
    : operator === '$exists'
      ? { $exists: argument !== true }
      : flipped
        ? { [flipped]: argument }
        : { $not: plain }
  return field === undefined ? condition : { [field]: condition }
}

/** The fields that every matching document has. */
export function requiredFields(node: Node): Set<string> {
  if (node.kind === 'test') {
    const mayBeMissing = node.operator === '$exists' && node.argument === node.negated
    return new Set(node.field === undefined || mayBeMissing ? [] : [node.field])
  }
  const sets = node.nodes.map(requiredFields)
  if (node.kind === 'and') return new Set(sets.flatMap((set) => [...set]))
  const [first, ...others] = sets
  return new Set([...(first ?? [])].filter((field) => others.every((set) => set.has(field))))
}

/** The fields that every matching document has with one and the same value. */
export const constantFields = (node: Node): Set<string> =>
  new Set(
    (node.kind === 'and' ? node.nodes : [node]).flatMap((each) =>
      each.kind === 'test' && each.operator === '$eq' && !each.negated && each.field !== undefined
        ? [each.field]
        : [],
    ),
  )

/** Every field that a selector names. */
export const fieldsOf = (node: Node): Set<string> =>
  node.kind === 'test'
    ? new Set(node.field === undefined ? [] : [node.field])
    : new Set(node.nodes.flatMap((each) => [...fieldsOf(each)]))
