import type { CommandContext } from '../common/command-context.ts'
import { amendVisit } from './visit.commands.ts'
import type { Visit, VisitDraft } from './visit.schema.ts'

/**
 * A signed visit that never left this PC, because the server refused it, as a draft again: to correct it and sign it
 * anew. An amendment stays an amendment of what it amended.
 */
export function rewriteVisit(refused: Visit, context: Pick<CommandContext, 'clock' | 'makeId'>): VisitDraft {
  const { replaces: _, ...draft } = amendVisit(refused, context)
  if (refused.replaces === undefined) return draft
  return {
    ...draft,
    replaces: { id: refused.replaces, version: refused.version - 1, rootId: refused.rootId },
    ...(refused.amendmentReason && { amendmentReason: refused.amendmentReason }),
  }
}
