import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import product from './package.json' with { type: 'json' }

/**
 * The workplace as static files under any folder. The server (or Electron's protocol handler) replaces
 * `__CSP_NONCE__` in index.html by a fresh nonce at every load, so nothing here may write an inline script.
 */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  define: { __LEKAR_VERSION__: JSON.stringify(product.version) },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
})
