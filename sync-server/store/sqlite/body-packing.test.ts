import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBodyPacking } from './body-packing.ts'

let folder: string
let file: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-packing-'))
  file = new DatabaseSync(join(folder, 't.sqlite'))
  file.exec(
    'CREATE TABLE dictionary (id INTEGER PRIMARY KEY, made_at INTEGER NOT NULL, content BLOB NOT NULL)',
  )
})
afterEach(() => {
  file.close()
  rmSync(folder, { recursive: true, force: true })
})

const visit = (n: number): string =>
  `,"type":"visit","complaints":"жалобы на кашель ${n}, слабость, повышение температуры","pulse":${60 + (n % 40)},"n":12345678901234567890,"x":${n}.0`.repeat(
    2,
  )

describe('packed bodies', () => {
  it('D9 C1 come back byte for byte, whatever is in them', () => {
    const packing = createBodyPacking(file)
    for (let n = 1; n <= 20; n++) packing.pack(visit(n), n)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), fc.nat(50), (text, n) => {
        const body = `,"text":${JSON.stringify(text)}${visit(n)}`
        const stored = packing.pack(body)
        expect(packing.text(stored)).toBe(body)
        if (stored instanceof Uint8Array)
          expect(file.prepare('SELECT CAST(unpacked(?) AS TEXT) AS body').get(stored)?.body).toBe(body)
      }),
    )
    const long = `,"text":"${'я\u0000x'.replace('\u0000', '\\u0000').repeat(200_000)}"`
    expect(packing.text(packing.pack(long))).toBe(long)
  })

  it('D9 take a third of the place once there is a dictionary, and can be read after it was followed by another', () => {
    const packing = createBodyPacking(file)
    const stored = Array.from({ length: 1500 }, (_, index) => packing.pack(visit(index + 1), index + 1))
    expect(stored.slice(0, 11).every((body) => typeof body === 'string')).toBe(true)
    expect(Number(file.prepare('SELECT count(*) AS n FROM dictionary').get()?.n)).toBe(3)
    const packed = stored.slice(12)
    expect(packed.every((body) => body instanceof Uint8Array)).toBe(true)
    const bytes = packed.reduce((sum, body) => sum + body.length, 0)
    expect(bytes).toBeLessThan(packed.length * Buffer.byteLength(visit(1)) * 0.34)
    const again = createBodyPacking(file)
    for (const [index, body] of stored.entries()) expect(again.text(body)).toBe(visit(index + 1))
  })

  it('D9 forget a dictionary whose transaction was rolled back', () => {
    const packing = createBodyPacking(file)
    file.exec('BEGIN')
    for (let n = 1; n <= 20; n++) packing.pack(visit(n), n)
    expect(packing.pack(visit(1))).toBeInstanceOf(Uint8Array)
    file.exec('ROLLBACK')
    packing.reload()
    expect(packing.pack(visit(1))).toBe(visit(1))
  })

  it('D9 tell damage instead of giving another text', () => {
    const packing = createBodyPacking(file)
    for (let n = 1; n <= 20; n++) packing.pack(visit(n), n)
    const stored = packing.pack(visit(21)) as Buffer
    const shorter = Buffer.from(stored)
    shorter.writeUIntLE(5, 1, 3)
    expect(() => packing.text(shorter)).toThrow('storage.damaged')
    const foreign = Buffer.from(stored)
    foreign[0] = 9
    expect(() => packing.text(foreign)).toThrow('storage.damaged')
    expect(() => packing.text(stored.subarray(0, 20))).toThrow('storage.damaged')
  })
})
