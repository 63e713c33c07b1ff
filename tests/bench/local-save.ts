import type { Page } from '@playwright/test'
import { openBenchPage } from './bench-page.ts'

/** Times of saving a visit until it is durable, without a screen, in a database that the page has filled before. */
export async function measureLocalSave(page: Page, count: number): Promise<number[]> {
  await openBenchPage(page, 'local-save.page.ts', 'saveVisits')
  return (await page.evaluate(`saveVisits(${count})`)) as number[]
}
