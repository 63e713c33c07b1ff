import { afterEach, beforeEach, vi } from 'vitest'

/** happy-dom lays nothing out: without a height a table shows no rows. For every test of a file. */
export function giveTablesHeight(): void {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200)
  })
  afterEach(() => void vi.restoreAllMocks())
}
