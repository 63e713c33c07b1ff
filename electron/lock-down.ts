import type { Session, WebContents } from 'electron'
import { appOrigin, workplaceRoot } from './app-protocol.ts'

/** The only things a page may ask this machine for. Telemedicine will add camera and microphone here. */
const allowedPermissions = new Set(['clipboard-sanitized-write', 'persistent-storage', 'notifications'])

/** True for an address of the workplace itself, compared with its separator. */
export const isOwnUrl = (url: string): boolean => url === appOrigin || url.startsWith(`${appOrigin}/`)

/**
 * True for a page that came in our package. What the server sends under our origin (data, attachments) is not one, so it
 * cannot speak to the shell.
 */
export const isWorkplaceUrl = (url: string): boolean =>
  url.startsWith(workplaceRoot) && new URL(url).href.startsWith(workplaceRoot)

/**
 * Closes every way out of the workplace for one page: no foreign navigation, no new window, no webview, no permission
 * outside the list (Electron's security checklist, points 5, 12 to 14).
 */
export function lockDown(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isWorkplaceUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isWorkplaceUrl(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    const { url } = event
    if (
      !isWorkplaceUrl(url) &&
      !url.startsWith('blob:app://lekar/') &&
      url !== 'about:srcdoc' &&
      url !== 'about:blank'
    )
      event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.session.setPermissionRequestHandler((asking, permission, answer) =>
    answer(isOwnUrl(asking.getURL()) && allowedPermissions.has(permission)),
  )
  contents.session.setPermissionCheckHandler(
    (_asking, permission, origin) => isOwnUrl(origin) && allowedPermissions.has(permission),
  )
  contents.session.setDevicePermissionHandler(() => false)
}

/** Files reach the disk through the save dialog alone (register-ipc.ts), never by a download that a page begins. */
export function refuseDownloads(session: Session): void {
  session.on('will-download', (event) => event.preventDefault())
}
