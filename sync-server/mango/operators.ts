import { CouchError } from '../couch/couch-error.ts'
import { isObject } from '../http/json-text.ts'
import { badArgument } from './bad-argument.ts'
import { patternOf } from './pattern.ts'

export type Test = (value: unknown) => boolean
/** The order that an operator compares in: negative, zero or positive. */
export type Order = (a: unknown, b: unknown) => number

const listOf = (operator: string, argument: unknown): unknown[] => {
  if (!Array.isArray(argument)) throw badArgument(operator, argument)
  return argument
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

const isOneOf = (argument: unknown[], order: Order): Test => {
  const equal = (value: unknown): boolean => argument.some((each) => order(each, value) === 0)
  return (value) => equal(value) || (Array.isArray(value) && value.some(equal))
}

/** What an operator with this argument asks of a value that is there. Undefined for an unknown operator. */
export const operators: Record<string, (argument: unknown, order: Order) => Test> = {
  $eq: (argument, order) => (value) => order(value, argument) === 0,
  $ne: (argument, order) => (value) => order(value, argument) !== 0,
  $lt: (argument, order) => (value) => order(value, argument) < 0,
  $lte: (argument, order) => (value) => order(value, argument) <= 0,
  $gt: (argument, order) => (value) => order(value, argument) > 0,
  $gte: (argument, order) => (value) => order(value, argument) >= 0,
  $in: (argument, order) => isOneOf(listOf('$in', argument), order),
  $nin: (argument, order) => {
    const isIn = isOneOf(listOf('$nin', argument), order)
    return (value) => !isIn(value)
  },
  $all: (argument, order) => {
    const wanted = listOf('$all', argument)
    return (value) => {
      if (!Array.isArray(value) || wanted.length === 0) return false
      if (wanted.length === 1 && Array.isArray(wanted[0]) && order(wanted[0], value) === 0) return true
      return wanted.every((each) => value.some((element) => order(each, element) === 0))
    }
  },
  $exists: (argument) => {
    if (typeof argument !== 'boolean') throw badArgument('$exists', argument)
    return () => argument
  },
  $type: (argument) => {
    // A type that there is not is no value's.
    if (typeof argument !== 'string') throw badArgument('$type', argument)
    return (value) => typeOf(value) === argument
  },
  $size: (argument) => {
    if (!Number.isSafeInteger(argument) || Number(argument) < 0) throw badArgument('$size', argument)
    return (value) => Array.isArray(value) && value.length === argument
  },
  $mod: (argument) => {
    const [divisor, rest, more] = listOf('$mod', argument)
    if (!Number.isInteger(divisor) || !Number.isInteger(rest) || divisor === 0 || more !== undefined)
      throw badArgument('$mod', argument)
    return (value) => Number.isInteger(value) && Number(value) % Number(divisor) === rest
  },
  $regex: (argument) => {
    const pattern = patternOf(argument)
    return (value) => typeof value === 'string' && pattern.test(value)
  },
  $beginsWith: (argument) => {
    if (typeof argument !== 'string')
      throw new CouchError(400, 'invalid_operator', 'Invalid operator: $beginsWith')
    return (value) => typeof value === 'string' && value.startsWith(argument)
  },
}

/** Operators whose argument is a selector for parts of a value. */
export const partOperators: Record<string, (matches: Test) => Test> = {
  $elemMatch: (matches) => (value) => Array.isArray(value) && value.some(matches),
  $allMatch: (matches) => (value) => Array.isArray(value) && value.length > 0 && value.every(matches),
  $keyMapMatch: (matches) => (value) => isObject(value) && Object.keys(value).some(matches),
}

/** Known to CouchDB, which does not support them either. */
export const unsupportedOperators = ['$where', '$geoWithin', '$geoIntersects', '$near', '$nearSphere']
