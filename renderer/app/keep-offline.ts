import i18next from 'i18next'
import { trustedScriptUrl } from '../host/trusted-types.ts'
import { showToast } from '../ui/toast-store.ts'

/** Says that a new version waits; the person chooses the moment, the page then opens in it. */
function offer(waiting: ServiceWorker): void {
  showToast(i18next.t('update.ready'), {
    durationMs: Number.POSITIVE_INFINITY,
    action: {
      label: i18next.t('actions.reload'),
      run: () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
        waiting.postMessage('take-over')
      },
    },
  })
}

/**
 * Lets the browser keep the workplace's files, so that it opens without the server. Only a browser needs this: the
 * Electron shell has the files in its package. A browser that refuses (private window) loses only this.
 */
export async function keepOffline(): Promise<void> {
  // Records that are only here must not be cleared when the disk fills; the answer is shown in the settings.
  navigator.storage?.persist?.()
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker
    .register(trustedScriptUrl(new URL('service-worker.js', document.baseURI)))
    .catch(() => undefined)
  if (!registration) return
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const arriving = registration.installing
    arriving?.addEventListener('statechange', () => {
      if (arriving.state === 'installed' && navigator.serviceWorker.controller) offer(arriving)
    })
  })
}
