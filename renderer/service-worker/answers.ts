/**
 * True for what the worker may answer: reading a file in the workplace's own folder. Everything else (the API, the
 * session, databases, another origin) goes to the network untouched.
 */
export function isWorkplaceFile(request: Pick<Request, 'method' | 'url'>, scope: URL): boolean {
  const url = new URL(request.url)
  return request.method === 'GET' && url.origin === scope.origin && url.pathname.startsWith(scope.pathname)
}

const noncePattern = /'nonce-([^']+)'/

/**
 * The kept page with a nonce of its own for this load, in its CSP header and in its text alike, so that a nonce seen
 * once is worth nothing.
 */
export async function withFreshNonce(kept: Response, random: Uint8Array): Promise<Response> {
  const policy = kept.headers.get('content-security-policy')
  const old = policy ? noncePattern.exec(policy)?.[1] : undefined
  if (!policy || !old) return kept
  const fresh = btoa(String.fromCharCode(...random))
  const headers = new Headers(kept.headers)
  headers.set('content-security-policy', policy.replaceAll(`'nonce-${old}'`, `'nonce-${fresh}'`))
  headers.delete('content-length')
  headers.delete('content-encoding')
  return new Response((await kept.text()).replaceAll(old, fresh), { status: 200, headers })
}
