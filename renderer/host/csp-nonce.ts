/**
 * The nonce of this load, which the server put into the page; styles made at run time carry it, or a strict CSP would
 * refuse them. Undefined where the page is served without one (tests).
 */
export function cspNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return meta?.nonce || meta?.getAttribute('nonce') || undefined
}

/**
 * A page for a frame of ours. A frame made from text inherits this page's CSP, so its style elements need the nonce.
 * Only a bare `<style>` tag gets it: texts inside the page are escaped and cannot be one.
 */
export function withNonce(html: string): string {
  const nonce = cspNonce()
  return nonce ? html.replaceAll('<style>', `<style nonce="${nonce}">`) : html
}
