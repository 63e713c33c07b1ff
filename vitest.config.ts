import { defineConfig } from 'vitest/config'

// Screens run in happy-dom; everything else runs in plain Node, so that `window` is missing where it must be.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    // What is waited for comes when it comes: a busy machine must not turn a test red. What never comes still fails.
    expect: { poll: { timeout: 20_000 } },
    // Vitest would leave a core alone; most tests wait for a disk, a server or a lock.
    maxWorkers: '100%',
    // Of the tests of a file that say they may run at once.
    maxConcurrency: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'shared/**/*.test.ts',
            'sync-server/**/*.test.ts',
            'electron/**/*.test.ts',
            'build/**/*.test.ts',
            'renderer/{data,service-worker}/**/*.test.ts',
            'tests/{contracts,faults,security,simulation}/**/*.test.ts',
          ],
        },
      },
      {
        // The same contract on the other engine: a CouchDB behind the server, for which a second process of ours stands,
        // or the one that LEKAR_COUCHDB_URL names.
        extends: true,
        test: {
          name: 'relay',
          environment: 'node',
          env: { LEKAR_TEST_ENGINE: 'relay' },
          fileParallelism: process.env.LEKAR_COUCHDB_URL === undefined,
          include: [
            'tests/contracts/{couch-*,accounts,security,pouchdb-replication,replication,consent-export}.test.ts',
            'tests/security/{access-matrix,file-scope,part-roles,village-scope,scoped-stations}.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'screen',
          environment: 'happy-dom',
          setupFiles: ['renderer/app/testing/wait-for-slow-machines.ts'],
          include: ['renderer/{app,features,ui,host,i18n}/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
