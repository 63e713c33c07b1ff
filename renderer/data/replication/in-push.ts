import type { IncomingDocument } from '../storage/stored-document.ts'
import { generationOf } from './own-echo.ts'

/**
 * What the feed brings of documents while they are being pushed. RxDB passes over a row of the feed whose document is
 * unsent here, as the push will meet it. A push that the server took before that row was written meets nothing; such a
 * row is remembered here, for the push to hand over when it ends.
 */
export interface InPush {
  begin(ids: readonly string[]): void
  /** These go to RxDB now. */
  passed(documents: readonly IncomingDocument[]): void
  /** What came of a document since `begin`, written over this revision. */
  newer(id: string, rev: string): IncomingDocument | undefined
  end(ids: readonly string[]): void
}

export function createInPush(): InPush {
  const open = new Map<string, IncomingDocument | undefined>()
  return {
    begin(ids) {
      for (const id of ids) open.set(id, undefined)
    },
    passed(documents) {
      for (const document of documents) if (open.has(document.id)) open.set(document.id, document)
    },
    newer(id, rev) {
      const last = open.get(id)
      return last && generationOf(last._rev ?? '') > generationOf(rev) ? last : undefined
    },
    end(ids) {
      for (const id of ids) open.delete(id)
    },
  }
}
