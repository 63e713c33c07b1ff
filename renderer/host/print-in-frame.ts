import { withNonce } from './csp-nonce.ts'
import { trustedHtml } from './trusted-types.ts'

/**
 * Prints a page from a hidden frame. The frame runs no scripts (sandbox without `allow-scripts`), so a hostile text in
 * the page stays text; `allow-modals` is what the print dialog itself needs. A browser does not say whether the person
 * printed or cancelled: `printed` means that the dialog was shown.
 */
export function printInFrame(page: { title: string; html: string }): Promise<'printed' | 'failed'> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
    frame.setAttribute('aria-hidden', 'true')
    frame.tabIndex = -1
    Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0' })
    const done = (outcome: 'printed' | 'failed') => {
      // Chromium still needs the frame while its dialog closes.
      setTimeout(() => frame.remove(), 1000)
      resolve(outcome)
    }
    frame.addEventListener('load', () => {
      const view = frame.contentWindow
      if (!view) return done('failed')
      try {
        view.document.title = page.title
        view.focus()
        view.print()
        done('printed')
      } catch {
        done('failed')
      }
    })
    frame.srcdoc = trustedHtml(withNonce(page.html))
    document.body.append(frame)
  })
}
