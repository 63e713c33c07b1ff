// The boot story of the desktop shell. It has no clinical knowledge: a window, a protocol, a printer, a key ring.
import { join } from 'node:path'
import { app, BrowserWindow, Menu, protocol, session } from 'electron'
import { appScheme, serveApp, workplaceUrl } from './app-protocol.ts'
import { lockDown } from './lock-down.ts'
import { menuTemplate } from './menu.ts'
import { registerIpc } from './register-ipc.ts'
import { readSettings } from './settings.ts'
import { openWindow } from './window.ts'

// A second start shows the window that is open: two processes must never open one profile.
if (!app.requestSingleInstanceLock()) app.quit()
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
  const prints = serveApp(session.defaultSession, {
    rendererFolder: join(distFolder, 'renderer'),
    serverUrl: settings.serverUrl,
  })
  registerIpc({ prints, userData: app.getPath('userData') })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ isDevelopment: !app.isPackaged })))
  openWindow(workplaceUrl, join(distFolder, 'electron', 'preload.cjs'))
}
