import type { IncomingDocument } from '../storage/stored-document.ts'
import { generationOf } from './own-echo.ts'

/**
 * What the feed brings of documents while they are being pushed. RxDB passes over a row of the feed whose document is
 * unsent here, as the push will meet it. A push that the server took before that row was written meets nothing; such a
 * row is remembered here, for the push to hand over when it ends. From then until RxDB has noted what became of the push
 * it would still pass over such a row: the feed waits for that.
 */
export interface InPush {
  begin(ids: readonly string[]): void
  /** These go to RxDB now. */
  passed(documents: readonly IncomingDocument[]): void
  /** What came of a document since `begin`, written over this revision. */
  newer(id: string, rev: string): IncomingDocument | undefined
  /** The push failed half-way: RxDB will call again. */
  failed(ids: readonly string[]): void
  /** RxDB has heard what became of the push, and is to note it. */
  answered(ids: readonly string[]): void
  /** RxDB has noted what became of the push of these. */
  noted(ids: readonly string[]): void
  /** Resolves when nothing is to be noted of these documents. */
  settled(ids: readonly string[]): Promise<void>
}

/** @param patienceMs an edit of the same moment keeps RxDB from noting a push; the next one meets what is on the server */
export function createInPush(patienceMs = 2000): InPush {
  const open = new Map<string, IncomingDocument | undefined>()
  const unnoted = new Set<string>()
  const waiting = new Set<() => void>()
  const settle = (ids: readonly string[]) => {
    for (const id of ids) unnoted.delete(id)
    for (const look of [...waiting]) look()
  }
  return {
    begin(ids) {
      for (const id of ids) open.set(id, undefined)
      settle(ids)
    },
    passed(documents) {
      for (const document of documents) if (open.has(document.id)) open.set(document.id, document)
    },
    newer(id, rev) {
      const last = open.get(id)
      return last && generationOf(last._rev ?? '') > generationOf(rev) ? last : undefined
    },
    failed(ids) {
      for (const id of ids) open.delete(id)
    },
    answered(ids) {
      for (const id of ids) {
        open.delete(id)
        unnoted.add(id)
      }
    },
    noted: settle,
    settled(ids) {
      const isOpen = () => ids.some((id) => unnoted.has(id))
      if (!isOpen()) return Promise.resolve()
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          waiting.delete(look)
          resolve()
        }
        const look = () => {
          if (!isOpen()) end()
        }
        const timer = setTimeout(() => {
          for (const id of ids) unnoted.delete(id)
          end()
        }, patienceMs)
        waiting.add(look)
      })
    },
  }
}
