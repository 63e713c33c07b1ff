import { expect } from 'vitest'
import type { RunningServer } from './running-server.ts'

/** Resolves when so many feeds wait for news at the server, however long a busy machine takes to get them there. */
export const feedsWaiting = (server: RunningServer, count: number): Promise<void> =>
  expect
    .poll(async () => (await server.ask('GET', '/metrics')).text, { timeout: 20_000, interval: 50 })
    .toMatch(new RegExp(`^lekar_feeds_waiting ${count}$`, 'm'))
