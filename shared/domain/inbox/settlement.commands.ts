import { sameJson } from '../../kit/canonical-json.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, touched } from '../common/command-context.ts'
import { aggregates, type ClinicDocument, collectionOfType } from '../registry.ts'
import { chosenValue, type FieldChoice, isDecidedInCard } from './conflict-choice.ts'
import { valueAt, withValueAt } from './document-path.ts'
import { reopenItem, resolveItem } from './inbox.commands.ts'
import type { InboxItem, Resolution } from './inbox.schema.ts'

type Settled = { document: ClinicDocument; item: InboxItem }
type FieldRecord = NonNullable<Resolution['fields']>[number]

/** The change with the moment of the decision for each path, so that a late edit does not overturn it. */
function decidedNow(
  document: ClinicDocument,
  paths: readonly string[],
  context: CommandContext,
): ClinicDocument {
  const next = touched(document, context)
  // A signed prescription takes no other change than its state.
  if (next.type === 'prescription') return next
  const stamps = Object.fromEntries(paths.map((path) => [path, next.updatedAt]))
  return { ...next, decided: { ...next.decided, ...stamps } }
}

function validated(document: ClinicDocument): Result<ClinicDocument, { path: string }> {
  const collection = collectionOfType(document.type)
  const checked = collection && aggregates[collection].schema.safeParse(document)
  if (checked?.success) return ok(document)
  return fail({ path: checked?.error.issues[0]?.path.join('.') ?? '' })
}

const member = (name: 'before' | 'after', value: unknown) => (value === undefined ? {} : { [name]: value })

/**
 * Puts the chosen values into the document as it stands now and marks the item as resolved; both are to be saved
 * together. Fields without a choice stay as they are. Fails with the path where the result would not be a valid
 * document.
 */
export function settleConflict(
  item: InboxItem,
  current: ClinicDocument,
  choices: Readonly<Record<string, FieldChoice>>,
  context: CommandContext,
): Result<Settled, { path: string }> {
  let next = current
  const fields: FieldRecord[] = []
  for (const field of item.fields ?? []) {
    const choice = choices[field.path]
    if (!choice || isDecidedInCard(field)) continue
    const after = chosenValue(field, choice)
    fields.push({
      path: field.path,
      choice,
      ...member('before', valueAt(next, field.path)),
      ...member('after', after),
    })
    next = withValueAt(next, field.path, after)
  }
  const paths = fields.map(({ path }) => path)
  const checked = validated(decidedNow(next, paths, context))
  if (!checked.ok) return checked
  return ok({ document: checked.value, item: resolveItem(item, 'fields', context, fields) })
}

/**
 * Takes a settlement back, now or long after it went to the others: each field gets what stood there before, unless
 * somebody has changed it since; `kept` names those. The item is open again.
 */
export function undoSettlement(
  item: InboxItem,
  current: ClinicDocument,
  context: CommandContext,
): Result<Settled & { kept: string[] }, { path: string }> {
  let next = current
  const back: string[] = []
  const kept: string[] = []
  for (const { path, before, after } of item.resolution?.fields ?? []) {
    if (!sameJson(valueAt(next, path) ?? null, after ?? null)) {
      kept.push(path)
      continue
    }
    back.push(path)
    next = withValueAt(next, path, before)
  }
  const checked = validated(decidedNow(next, back, context))
  if (!checked.ok) return checked
  return ok({ document: checked.value, item: reopenItem(item, context), kept })
}

/** What a record is called when it should not have been written; undefined where there is no such state. */
function retracted(document: ClinicDocument, context: CommandContext): [string, ClinicDocument] | undefined {
  if (document.type === 'condition')
    return ['clinicalStatus', touched({ ...document, clinicalStatus: 'entered-in-error' }, context)]
  if (document.type === 'immunization' || document.type === 'document-reference')
    return ['status', touched({ ...document, status: 'entered-in-error' }, context)]
  return undefined
}

/** Whether the edited side of a deletion conflict can still be withdrawn. */
export const canRetract = (item: InboxItem): boolean =>
  ['condition', 'immunization', 'document-reference'].includes(item.documentType)

/** One PC deleted the record after all: it is marked as entered in error, as nothing clinical is ever erased. */
export function retractEdited(
  item: InboxItem,
  current: ClinicDocument,
  context: CommandContext,
): Settled | undefined {
  const changed = retracted(current, context)
  if (!changed) return undefined
  const [path, document] = changed
  const record: FieldRecord = {
    path,
    choice: 'local',
    ...member('before', valueAt(current, path)),
    ...member('after', valueAt(document, path)),
  }
  return { document, item: resolveItem(item, 'retracted', context, [record]) }
}
