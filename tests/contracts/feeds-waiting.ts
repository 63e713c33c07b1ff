import { expect } from 'vitest'

/** Resolves when so many feeds wait for news at the server, however long a busy machine takes to get them there. */
export const feedsWaiting = (
  server: { ask(method: string, path: string): Promise<{ text: string }> },
  count: number,
): Promise<void> =>
  expect
    .poll(async () => (await server.ask('GET', '/metrics')).text, { interval: 50 })
    .toMatch(new RegExp(`^lekar_feeds_waiting ${count}$`, 'm'))
