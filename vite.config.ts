import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precache } from './build/bundle/precache.ts'
import product from './package.json' with { type: 'json' }

const renderer = join(import.meta.dirname, 'renderer')

/**
 * The workplace as static files under any folder. The server (or Electron's protocol handler) replaces
 * `__CSP_NONCE__` in index.html by a fresh nonce at every load, so nothing here may write an inline script.
 */
export default defineConfig({
  root: renderer,
  base: './',
  plugins: [react(), precache(join(renderer, 'public'))],
  // PouchDB asks for Node's.
  resolve: { alias: { events: join(renderer, 'data/files/event-emitter.ts') } },
  define: { __LEKAR_VERSION__: JSON.stringify(product.version) },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: join(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        index: join(renderer, 'index.html'),
        'service-worker': join(renderer, 'service-worker/service-worker.ts'),
      },
      output: {
        // Zod tries `eval` with its first schema unless it was told before: told in its own file, it is.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|zod-without-eval/ }] },
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
})
