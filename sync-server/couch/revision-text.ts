import { isRevision } from '../store/revision.ts'
import { badRequest } from './couch-error.ts'

/** A revision as a client names it; 400 for anything else. */
export function checkedRevision(value: unknown): string {
  if (typeof value !== 'string' || !isRevision(value)) throw badRequest('Invalid rev format')
  return value
}
