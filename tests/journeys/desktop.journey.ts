import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect } from '@playwright/test'
import { projectRoot } from '../../build/launch/run-tool.ts'
import { journey } from './clinic.ts'
import { signIn, waitUntilSynced } from './steps.ts'

const electronFolder = join(projectRoot, 'node_modules/electron')
const pathFile = join(electronFolder, 'path.txt')
const binary = existsSync(pathFile) ? join(electronFolder, 'dist', readFileSync(pathFile, 'utf8')) : undefined

journey('The desktop shell opens the workplace and lets nothing else in', async ({ clinic }) => {
  journey.skip(binary === undefined || !existsSync(binary), "Electron's binary is not on this machine")
  const shell = await _electron.launch({
    executablePath: binary!,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      projectRoot,
      `--server=${clinic.url}`,
      `--user-data-dir=${mkdtempSync(join(tmpdir(), 'lekar-desktop-'))}`,
    ],
  })
  const page = await shell.firstWindow()
  expect(page.url()).toMatch(/^app:\/\/lekar\/app\//)
  expect(
    await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis)),
  ).toEqual([])
  await signIn(page, 'doctor')
  await waitUntilSynced(page)
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull()
  await shell.close()
})
