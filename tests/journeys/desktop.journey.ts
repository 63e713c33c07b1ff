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
  // What the server sends under our origin is data: not even this page of a database becomes one of ours.
  const left = await page.evaluate(async () => {
    const tried = [
      fetch('https://example.org/'),
      fetch('app://other/'),
      import('data:text/javascript,1' as string),
    ]
    const settled = await Promise.allSettled(tried)
    location.href = '/_session'
    await new Promise((resolve) => setTimeout(resolve, 300))
    return settled.map(({ status }) => status)
  })
  expect(left).toEqual(['rejected', 'rejected', 'rejected'])
  expect(page.url()).toMatch(/^app:\/\/lekar\/app\//)
  const refusal = page.evaluate(() =>
    (window as unknown as { lekar: { invoke(c: string, i: unknown): Promise<unknown> } }).lekar.invoke(
      'secret:get',
      {
        key: '__proto__',
      },
    ),
  )
  await expect(refusal).rejects.toThrow('malformed arguments')
  await shell.close()
})
