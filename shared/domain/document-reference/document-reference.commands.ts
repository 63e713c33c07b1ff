import { isPartialDate, minskDay, type PartialDate } from '../../kit/partial-date.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, type FieldProblem, newEnvelope, touched } from '../common/command-context.ts'
import { type DocumentReference, documentReferenceSchemaVersion } from './document-reference.schema.ts'

/** What a person says of a paper. */
export interface DocumentReferenceDraft {
  description: string
  kind: string
  date?: PartialDate | undefined
}

const longestTitle = 500

/** What is wrong with the words about a paper. */
export function documentReferenceProblems(
  { description, date }: DocumentReferenceDraft,
  nowMs: number,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const report = (path: string, name: string) =>
    problems.push({ path, code: `document-reference.${name}`, severity: 'error' })
  const title = description.trim()
  if (title === '') report('description', 'no-title')
  else if (title.length > longestTitle) report('description', 'long-title')
  if (date && !isPartialDate(date)) report('date', 'no-such-date')
  else if (date && date > minskDay(nowMs)) report('date', 'date-in-future')
  return problems
}

const words = ({ description, kind, date }: DocumentReferenceDraft) => ({
  description: description.trim(),
  kind,
  ...(date && { date }),
})

/** Puts a paper into a record; its content is kept already. */
export function addDocumentReference(
  about: { patientId: string; visitId?: string | undefined },
  draft: DocumentReferenceDraft,
  content: DocumentReference['content'],
  context: CommandContext,
): Result<DocumentReference, FieldProblem[]> {
  const problems = documentReferenceProblems(draft, context.clock.now())
  if (problems.length > 0) return fail(problems)
  return ok({
    ...newEnvelope('document-reference', documentReferenceSchemaVersion, context),
    patientId: about.patientId,
    ...(about.visitId && { visitId: about.visitId }),
    status: 'current',
    ...words(draft),
    addedBy: context.author,
    content,
  })
}

/** Says of a paper what it is in other words. */
export function describeDocumentReference(
  reference: DocumentReference,
  draft: DocumentReferenceDraft,
  context: CommandContext,
): Result<DocumentReference, FieldProblem[]> {
  const problems = documentReferenceProblems(draft, context.clock.now())
  if (problems.length > 0) return fail(problems)
  const { date: _date, ...kept } = reference
  return ok(touched({ ...kept, ...words(draft) }, context))
}

/** Marks a paper as entered in error, for a reason; it stays, and so does its content. */
export function retractDocumentReference(
  reference: DocumentReference,
  reason: string,
  context: CommandContext,
): DocumentReference {
  return touched({ ...reference, status: 'entered-in-error', statusReason: reason.trim() }, context)
}

/** Takes the mark away. */
export function restoreDocumentReference(
  reference: DocumentReference,
  context: CommandContext,
): DocumentReference {
  const { statusReason: _reason, ...kept } = reference
  return touched({ ...kept, status: 'current' }, context)
}

/** The day by which papers are ordered: their own where they say one, else when they were brought. */
export const dayOfDocumentReference = ({
  date,
  createdAt,
}: Pick<DocumentReference, 'date' | 'createdAt'>): string => date ?? createdAt
