/** The placeholder in the built index.html that whoever serves it replaces by a fresh random nonce, everywhere. */
export const noncePlaceholder = '__CSP_NONCE__'

/** The one policy of Trusted Types; every place that makes HTML or the address of a script goes through it. */
export const trustedTypesPolicyName = 'lekar'

/**
 * The policy of every page of the workplace: scripts that carry the nonce and what they import (an address of our own is
 * not enough: a database may hold a file that says it is a script), styles by nonce, WebAssembly for key derivation,
 * blob frames for print previews. Texts become HTML or a script's address only through the policy named above.
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypesPolicyName}`,
  ].join('; ')

/** The policy of the service worker, which fetches our own files and nothing else. */
export const workerPolicy = "default-src 'none'; connect-src 'self'"

/**
 * Headers of every answer that is no page of ours: data, files, errors, and what somebody has attached to a document.
 * Opened as a page it runs nothing, loads nothing, is nobody's frame, and counts as an origin of its own.
 */
export const dataHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const

const deniedFeatures = [
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'hid',
  'idle-detection',
  'local-fonts',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
]

/** Headers that go with a page's policy on every page of the workplace. */
export const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
} as const
