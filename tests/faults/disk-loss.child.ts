// A process that the tracer watches: runs the workload and writes its ledger into the same trace.
import { openSync, writeSync } from 'node:fs'
import { createLedger } from './storage-ledger.ts'
import { openWalkedStore, runWorkload } from './storage-workload.ts'

const [data, ledgerPath] = process.argv.slice(2)
const ledger = openSync(ledgerPath!, 'w')
await runWorkload(
  () => openWalkedStore(data!),
  createLedger((event) => writeSync(ledger, JSON.stringify(event))),
)
