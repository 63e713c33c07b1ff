import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, type Rectangle, screen } from 'electron'
import { z } from 'zod'
import { askBeforeLeaving } from './ask-before-leaving.ts'

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(800),
  height: z.number().int().min(600),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

/** What clinics have. */
const firstState = { width: 1366, height: 768, maximized: false }

/** The remembered place of the window, if enough of it is on a screen that is still there. */
export function usableState(stored: unknown, screens: readonly Rectangle[]): WindowState | undefined {
  const parsed = stateSchema.safeParse(stored)
  if (!parsed.success) return undefined
  const { x, y, width } = parsed.data
  // The title bar must be within reach of the mouse.
  const reachable = screens.some(
    (area) =>
      x + width > area.x + 100 &&
      x < area.x + area.width - 100 &&
      y >= area.y &&
      y < area.y + area.height - 50,
  )
  return reachable ? parsed.data : undefined
}

/** Opens the workplace's window where it was last time. */
export function openWindow(url: string, preload: string): BrowserWindow {
  const file = join(app.getPath('userData'), 'window.json')
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const state = usableState(readJson(file), screens) ?? firstState
  const { maximized, ...place } = state
  const window = new BrowserWindow({
    ...place,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Lekar',
    backgroundColor: '#f6f7f9',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  askBeforeLeaving(window)
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const last: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    writeFileSync(file, JSON.stringify(last))
  })
  void window.loadURL(url)
  return window
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // No file on first run, or a damaged one: the window opens at its first place.
    return undefined
  }
}
