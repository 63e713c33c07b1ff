import type { ChangesPage } from '#shared/contract/couch.ts'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { type FeedPage, feedPage } from './feed-page.ts'
import type { Selector } from './first-load-lanes.ts'
import { beginning, type Sequence } from './sequence.ts'

/** Brings parts of the feed beside the feed, and stores them. */
export interface PageWork {
  /** A page of the feed, of these documents alone; waits and tries again as long as it takes. */
  fetchPage(since: Sequence, selector: Selector | undefined, limit?: number): Promise<ChangesPage>
  /** Stores a part of a page durably; tries again as long as it takes. */
  store(collection: CollectionName, rows: FeedPage['rowsOf']): Promise<void>
}

export async function storePage({ store }: PageWork, since: Sequence, page: ChangesPage): Promise<void> {
  const { rowsOf } = feedPage(since, { ...page, asked: 0 })
  for (const name of collectionNames) if (rowsOf.has(name)) await store(name, rowsOf)
}

/** Nothing comes after this page. */
export const isLastPage = (page: ChangesPage): boolean => page.results.length === 0 || page.pending === 0

/**
 * Brings everything that this selector fits.
 * @param onPage told after each page is durable; the next begins at its end. It is the last one when this is false.
 * @returns the last page
 */
export async function bringPages(
  work: PageWork,
  selector: Selector,
  onPage: (page: ChangesPage) => unknown = () => undefined,
  from: Sequence = beginning,
): Promise<ChangesPage> {
  for (let since = from; ; ) {
    const page = await work.fetchPage(since, selector)
    await storePage(work, since, page)
    const goesOn = await onPage(page)
    if (goesOn === false || isLastPage(page)) return page
    since = page.last_seq
  }
}
