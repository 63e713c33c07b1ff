import { type ChangesPage, type ChangesRow, toWire } from '#shared/contract/couch.ts'
import type { CouchTransport } from './couch-transport.ts'
import type { Asked, OwnEcho } from './own-echo.ts'

/** A page of the feed, and how much had been pushed when it was asked for. */
export interface AskedPage extends ChangesPage {
  asked: Asked
}
type Ask = Parameters<CouchTransport['changes']>[0]

/** Asks for pages of the feed, and puts in the words of what this station wrote, which a longpoll leaves out (C23). */
export function createAskedPages({ changes }: Pick<CouchTransport, 'changes'>, echo: OwnEcho) {
  function whole(row: ChangesRow): ChangesRow {
    const own = row.doc === undefined ? echo.written(row.id, row.changes[0]?.rev ?? '') : undefined
    if (!own) return row
    const { _rev, _deleted, _downloaded, ...document } = own
    return { ...row, doc: { ...toWire(document, _rev), ...(_deleted ? { _deleted } : {}) } }
  }
  return async function askedPage(ask: Ask): Promise<AskedPage> {
    const asked = echo.asked()
    const page = await changes(ask)
    if (!ask.wait) return { ...page, asked }
    const results = page.results.map(whole)
    if (results.every(({ doc }) => doc !== undefined)) return { ...page, results, asked }
    // The answer to that push was lost, or it is out of mind: a page that is asked for without waiting is whole.
    const { since, limit, signal } = ask
    return askedPage({ since, limit, signal, wait: false })
  }
}
