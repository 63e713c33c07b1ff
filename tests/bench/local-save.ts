import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'

async function pageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      rolldownOptions: { input: fileURLToPath(new URL('local-save.page.ts', import.meta.url)) },
    },
  })
  const [bundle] = Array.isArray(result) ? result : [result]
  if (!bundle || !('output' in bundle)) throw new Error('nothing was built')
  return bundle.output[0].code
}

/**
 * Times of saving a visit until it is durable, without a screen: on the page's own origin, with its session and the
 * database that the workplace has filled there, outside the service worker's scope.
 */
export async function measureLocalSave(page: Page, count: number): Promise<number[]> {
  const script = await pageScript()
  await page.context().route('**/bench/page.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><script type="module" src="page.js"></script>',
    }),
  )
  await page
    .context()
    .route('**/bench/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
  await page.goto('/bench/page.html')
  await page.waitForFunction('globalThis.saveVisits')
  return (await page.evaluate(`saveVisits(${count})`)) as number[]
}
