import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'

/** The text of a page's script and of all it imports. @param script beside this file */
export async function pageScript(script: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: {
      alias: {
        // PouchDB asks for Node's; as in the product's own build.
        events: fileURLToPath(new URL('../../renderer/data/files/event-emitter.ts', import.meta.url)),
        '#shared': fileURLToPath(new URL('../../shared', import.meta.url)),
      },
    },
    build: {
      write: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(script, import.meta.url)),
        output: { codeSplitting: false },
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

/**
 * Opens an empty page with this script on the server's own origin, with its session and its databases, outside the
 * service worker's scope: what is measured there is the data layer without a screen.
 * @param ready the name that the script puts on `globalThis`
 */
export async function openBenchPage(page: Page, script: string, ready: string): Promise<void> {
  const code = await pageScript(script)
  await page.context().route('**/bench/page.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><script type="module" src="page.js"></script>',
    }),
  )
  await page
    .context()
    .route('**/bench/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: code }))
  await page.goto('/bench/page.html')
  await page.waitForFunction(`globalThis.${ready}`)
}
