import { CouchError } from '../couch/couch-error.ts'

/** An operator does not take this. */
export const badArgument = (operator: string, argument: unknown): CouchError =>
  new CouchError(400, 'bad_arg', `Bad argument for operator ${operator}: ${JSON.stringify(argument)}`)
