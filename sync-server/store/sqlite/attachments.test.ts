import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerOf } from '../../http/errors.ts'
import { ContentsTooLarge, mostShownBytes } from '../attachment.ts'
import { openSqliteStore } from './sqlite-store.ts'

it('C12 attachments that together are no text that can be made are refused with what else can be done', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-attachments-'))
  const store = openSqliteStore({
    folder,
    clock: { now: () => 1 },
    random: (length) => new Uint8Array(length),
  })
  try {
    store.create('notes')
    const stub = {
      content_type: 'x/y',
      revpos: 2,
      digest: 'md5-x',
      length: mostShownBytes / 2 + 1,
      stub: true,
    }
    const body = `,"_attachments":${JSON.stringify({ a: stub, b: { ...stub, revpos: 1 } })}`
    const shown = (sincePos: number) =>
      store.open('notes')!.withAttachments(body, { contents: true, sincePos })
    expect(() => shown(0)).toThrow(ContentsTooLarge)
    expect(shown(1)).toContain('"data":""')
    expect(answerOf(new ContentsTooLarge())).toMatchObject({ status: 413, error: 'attachments_too_large' })
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
