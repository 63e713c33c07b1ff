// Runs in the browser: what sealing adds to a document, without a store.
import { createRowSeal } from '../../renderer/data/encryption/row-seal.ts'
import type { StoredRow } from '../../renderer/data/storage/store-requests.ts'
import { benchKeys, benchVisit } from './bench-context.ts'

const together = 100

/** Milliseconds a document, sealed and opened a hundred at a time as the store does it. */
async function sealDocuments(rounds: number): Promise<{ seal: number[]; open: number[]; bytes: number }> {
  const rowSeal = createRowSeal(await benchKeys(), 'visits')
  const rows = Array.from(
    { length: together },
    () => ({ ...benchVisit('patient:bench') }) as unknown as StoredRow,
  )
  const seal: number[] = []
  const open: number[] = []
  let bytes = 0
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now()
    const sealed = await Promise.all(rows.map((row) => rowSeal.seal(row, ['patientId'])))
    const sealedMs = performance.now()
    const opened = await Promise.all(sealed.map((row) => rowSeal.open(row)))
    const openedMs = performance.now()
    if (opened.some((row) => row === undefined)) throw new Error('a row did not open')
    seal.push((sealedMs - startedMs) / together)
    open.push((openedMs - sealedMs) / together)
    bytes = sealed[0]!._sealed!.length
  }
  return { seal, open, bytes }
}

Object.assign(globalThis, { sealDocuments })
