/**
 * The nonce of this load, which the server put into the page; styles made at run time carry it, or a strict CSP would
 * refuse them. Undefined where the page is served without one (tests).
 */
export function cspNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return meta?.nonce || meta?.getAttribute('nonce') || undefined
}
