import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'

/** Kills the browser's process and waits until nothing of it holds the profile's files any more. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession()
  if (!session) throw new Error('this browser does not tell its processes')
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  for (const { type, id } of processInfo) if (type === 'browser') process.kill(id, 'SIGKILL')
  await context.close().catch(() => undefined)
  const endMs = Date.now() + 30_000
  while (processInfo.some(({ id }) => isAlive(id))) {
    if (Date.now() > endMs) throw new Error('a killed browser does not end')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A process of which only the name is left, until its parent looks for it, holds no files. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    if (process.platform !== 'linux') return true
    return readdirSync(`/proc/${id}/task`).some((thread) => !hasEnded(`/proc/${id}/task/${thread}/status`))
  } catch {
    return false
  }
}

function hasEnded(status: string): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(status, 'utf8'))
  } catch {
    return true
  }
}

const blockBytes = 32 * 1024
const headerBytes = 7

/**
 * Leaves at the end of the store's log what a kill between the two writes of one append leaves: the head of a record
 * (checksum, length, kind) without its body. By chance it is one kill in some hundreds.
 * @param profile of a browser that does not run
 */
export function tearLog(profile: string): void {
  const stores = join(profile, 'Default', 'IndexedDB')
  for (const store of readdirSync(stores).filter((name) => name.endsWith('.leveldb'))) {
    const newest = readdirSync(join(stores, store))
      .filter((name) => name.endsWith('.log'))
      .sort()
      .at(-1)
    if (newest === undefined) throw new Error(`${store} has no log`)
    const log = join(stores, store, newest)
    // A record's head never lies across two blocks.
    if (blockBytes - (statSync(log).size % blockBytes) < headerBytes) continue
    appendFileSync(log, Uint8Array.of(0x5a, 0x17, 0xc3, 0x88, 0xd0, 0x07, 1))
  }
}
