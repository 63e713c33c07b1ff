// The boot story of the desktop shell. It has no clinical knowledge: a window, a protocol, a printer, a key ring.
import { join } from 'node:path'
import { app, BrowserWindow, Menu, protocol, session } from 'electron'
import { systemClock } from '#shared/kit/clock.ts'
import { appScheme, serveApp, workplaceUrl } from './app-protocol.ts'
import { lockDown, refuseDownloads } from './lock-down.ts'
import { menuTemplate } from './menu.ts'
import { givenRefusedSwitches } from './refused-switches.ts'
import { registerIpc } from './register-ipc.ts'
import { pinServers } from './server-certificate.ts'
import { readSettings } from './settings.ts'
import { openWindow } from './window.ts'

// A package that is started with a lock taken off does not start.
const refused = app.isPackaged ? givenRefusedSwitches(app.commandLine) : []
if (refused.length > 0) {
  console.error(`Lekar does not start with --${refused.join(', --')}`)
  app.exit(1)
}
// A second start shows the window that is open: two processes must never open one profile.
else if (!app.requestSingleInstanceLock()) app.quit()
else {
  protocol.registerSchemesAsPrivileged([appScheme])
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => lockDown(contents))
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  await app.whenReady()

  const settings = readSettings(app.getPath('userData'), process.argv)
  // The bundle is dist/electron/main.js; the workplace lies beside it in dist/renderer.
  const distFolder = join(import.meta.dirname, '..')
  if (settings.trustedServers) pinServers(session.defaultSession, settings.trustedServers, systemClock.now)
  refuseDownloads(session.defaultSession)
  const prints = serveApp(session.defaultSession, {
    rendererFolder: join(distFolder, 'renderer'),
    serverUrl: settings.serverUrl,
  })
  registerIpc({ prints, userData: app.getPath('userData') })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ isDevelopment: !app.isPackaged })))
  openWindow(workplaceUrl, join(distFolder, 'electron', 'preload.cjs'))
}
