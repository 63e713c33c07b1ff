import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

const longestWaitMs = 5000
const stepMs = 10

/** Before connections are cut, lets the answers that are on their way leave, for five seconds at most. */
export function drainOnClose(app: FastifyInstance, endFeeds: () => void): void {
  let answering = 0
  app.addHook('onRequest', async (_request, reply) => {
    answering++
    reply.raw.once('close', () => answering--)
  })
  app.addHook('preClose', async () => {
    endFeeds()
    for (let waitedMs = 0; answering > 0 && waitedMs < longestWaitMs; waitedMs += stepMs)
      await setTimeout(stepMs)
  })
}
