import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult, Rule } from '../common/merge-rule.ts'
import type { DocumentReference } from './document-reference.schema.ts'

/** A reason belongs to its mark. */
const mark: Rule = { kind: 'unit', unit: 'mark' }

export const mergeDocumentReference = (
  input: MergeInput<DocumentReference>,
): MergeResult<DocumentReference> =>
  mergeByRules(input, { status: mark, statusReason: mark, content: { kind: 'whole' } })
