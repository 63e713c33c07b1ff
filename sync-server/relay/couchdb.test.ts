import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { wholeBody } from './couchdb.ts'
import { AnswerTooLarge } from './unavailable.ts'

describe('an answer of the CouchDB', () => {
  it('E8 is held up to 64 MB, and then not read to its end', async () => {
    const piece = Buffer.alloc(1024 * 1024)
    let read = 0
    function* endless() {
      for (;;) {
        read++
        yield piece
      }
    }
    await expect(wholeBody(Readable.from(endless()) as IncomingMessage)).rejects.toThrow(AnswerTooLarge)
    expect(read).toBeLessThan(100)
  })
})
