import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { defaultReplicationLimits, type ReplicationLimits } from './job.ts'
import { createJobs } from './jobs.ts'
import type { OwnDoor } from './own-door.ts'
import { replicateEndpoint } from './replicate-endpoint.ts'
import { guardReplicatorDocuments, replicatorDatabase } from './replicator-documents.ts'
import { createReplicatorSecrets } from './replicator-secrets.ts'
import { watchReplicator } from './replicator-watch.ts'
import { schedulerEndpoints } from './scheduler-endpoints.ts'

/** Replication between servers: `_replicate`, the documents of `_replicator`, and what is told of them. */
export function replication(
  app: FastifyInstance,
  { store, accounts, clock, random, folder }: ServerContext,
  door: OwnDoor,
  asked: Partial<ReplicationLimits> = {},
): void {
  const limits = { ...defaultReplicationLimits, ...asked }
  const secrets = createReplicatorSecrets(folder, store.records, random)
  const jobs = createJobs({ app, door, serverUuid: store.uuid, clock, random, limits })
  store.create(replicatorDatabase)
  const watch = watchReplicator({ store, accounts, jobs, secrets, clock, log: app.log })
  guardReplicatorDocuments(app, secrets)
  replicateEndpoint(app, jobs)
  schedulerEndpoints(app, { store, jobs, watch })
  app.addHook('onReady', async () => watch.start())
  app.addHook('preClose', async () => {
    watch.stop()
    await jobs.close()
    await door.close()
  })
}
