/** The placeholder in the built index.html that whoever serves it replaces by a fresh random nonce, everywhere. */
export const noncePlaceholder = '__CSP_NONCE__'

/**
 * The policy of every page of the workplace: nothing but our own files, scripts and styles by nonce, WebAssembly for
 * key derivation, blob frames for print previews.
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Headers that go with it on every answer of the workplace's files. */
export const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const
