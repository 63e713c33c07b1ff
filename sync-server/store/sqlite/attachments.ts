import type { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import {
  type AttachmentStub,
  type AttachmentStubs,
  type AttachmentsShown,
  ContentsTooLarge,
  type IncomingAttachment,
  MissingStub,
  mostShownBytes,
  stubsOf,
  stubsText,
  withoutStubs,
} from '../attachment.ts'
import { toBuffer } from './changes-reader.ts'

/** Contents of attachments, each kept once under its digest, and the stubs that name them. */
export function createAttachments(file: DatabaseSync) {
  const keep = file.prepare('INSERT OR IGNORE INTO attachment (digest, content, packed) VALUES (?, ?, ?)')
  const contentOf = file.prepare('SELECT content, packed FROM attachment WHERE digest = ?')
  const packedLengthOf = file.prepare(
    'SELECT length(content) AS bytes FROM attachment WHERE digest = ? AND packed = 1',
  )
  const collect = file.prepare(
    `DELETE FROM attachment WHERE digest NOT IN (
       SELECT json_extract(stub.value, '$.digest') FROM (SELECT body FROM document UNION ALL SELECT body FROM revision) AS stored,
       json_each('{' || substr(stored.body, 2) || '}', '$._attachments') AS stub WHERE instr(stored.body, '"_attachments":{') > 0)`,
  )
  const kept = (digest: string): { bytes: Buffer; isPacked: boolean } | undefined => {
    const row = contentOf.get(digest)
    return row && { bytes: toBuffer(row.content), isPacked: row.packed === 1 }
  }
  const content = (digest: string): Buffer | undefined => {
    const found = kept(digest)
    return found?.isPacked ? gunzipSync(found.bytes) : found?.bytes
  }
  const encodingOf = (digest: string) => {
    const row = packedLengthOf.get(digest)
    return row && { encoding: 'gzip', encoded_length: row.bytes }
  }

  const shown = (body: string, { contents, sincePos = 0, encodings }: AttachmentsShown): string => {
    const stubs = stubsOf(body)
    const wanted = contents ? Object.values(stubs).filter(({ revpos }) => revpos > sincePos) : []
    if (wanted.reduce((bytes, { length }) => bytes + length, 0) > mostShownBytes) throw new ContentsTooLarge()
    const members = Object.entries(stubs).map(([name, stub]) => {
      const { content_type, revpos, digest } = stub
      const member =
        contents && revpos > sincePos
          ? { content_type, revpos, digest, data: content(digest)?.toString('base64') ?? '' }
          : stub
      return [name, encodings ? { ...member, ...encodingOf(digest) } : member]
    })
    return members.length === 0 ? body : withoutStubs(body, stubs) + stubsText(Object.fromEntries(members))
  }
  file.function('shown', { deterministic: true }, (body, contents, encodings) =>
    shown(String(body), { contents: contents === 1, encodings: encodings === 1 }),
  )

  return {
    content,
    /** The content as it lies in the database. */
    kept,
    shown,
    /** Removes contents that no stored document names. */
    collect: (): void => void collect.run(),
    /**
     * Keeps the contents and gives the member for the body. A stub stands for the attachment of that name in the first
     * of `sources`, bodies that are stored; of an edit it must be the one that its `revpos` says. Throws MissingStub.
     */
    stored(
      incoming: IncomingAttachment[],
      generation: number,
      sources: () => string[],
      isEdit: boolean,
    ): string {
      if (incoming.length === 0) return ''
      let known: AttachmentStubs[] | undefined
      const stubOf = (name: string, revpos: number | undefined): AttachmentStub => {
        known ??= sources().map(stubsOf)
        const found = known.find((stubs) => Object.hasOwn(stubs, name))?.[name]
        if (!found || (isEdit && revpos !== undefined && revpos !== found.revpos)) throw new MissingStub(name)
        return found
      }
      const members = incoming.map(({ name, contentType, revpos, content }) => {
        if (!content) return [name, stubOf(name, revpos)]
        keep.run(content.digest, content.packed ?? content.bytes, content.packed ? 1 : 0)
        const stub: AttachmentStub = {
          content_type: contentType,
          revpos: Math.min(revpos ?? generation, generation),
          digest: content.digest,
          length: content.bytes.length,
          stub: true,
        }
        return [name, stub]
      })
      return stubsText(Object.fromEntries(members))
    },
  }
}
export type Attachments = ReturnType<typeof createAttachments>
