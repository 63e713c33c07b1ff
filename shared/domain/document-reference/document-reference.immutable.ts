import { sameJson } from '../../kit/canonical-json.ts'

const fixed = ['patientId', 'content', 'addedBy', 'createdAt'] as const

/**
 * Whether an edit makes another paper of it: its words and its mark change, never whose it is, what it holds and who
 * brought it.
 */
export const isOtherPaper = (before: Record<string, unknown>, next: Record<string, unknown>): boolean =>
  fixed.some((member) => !sameJson(before[member], next[member]))
