import type { DatabaseSync } from 'node:sqlite'
import {
  type AttachmentStub,
  type AttachmentStubs,
  type IncomingAttachment,
  MissingStub,
  stubsOf,
  stubsText,
  withoutStubs,
} from '../attachment.ts'
import { toBuffer } from './changes-reader.ts'

/** Contents of attachments, each kept once under its digest, and the stubs that name them. */
export function createAttachments(file: DatabaseSync) {
  const keep = file.prepare('INSERT OR IGNORE INTO attachment (digest, content) VALUES (?, ?)')
  const contentOf = file.prepare('SELECT content FROM attachment WHERE digest = ?')
  const collect = file.prepare(
    `DELETE FROM attachment WHERE digest NOT IN (
       SELECT json_extract(stub.value, '$.digest') FROM (SELECT body FROM document UNION ALL SELECT body FROM revision) AS stored,
       json_each('{' || substr(stored.body, 2) || '}', '$._attachments') AS stub WHERE instr(stored.body, '"_attachments":{') > 0)`,
  )
  const content = (digest: string): Buffer | undefined => {
    const row = contentOf.get(digest)
    return row && toBuffer(row.content)
  }

  /** The body with data in the place of stubs that came after revision `sincePos`. */
  const inlined = (body: string, sincePos = 0): string => {
    const stubs = stubsOf(body)
    const members = Object.entries(stubs).map(([name, stub]) => {
      if (stub.revpos <= sincePos) return [name, stub]
      const { content_type, revpos, digest } = stub
      return [name, { content_type, revpos, digest, data: content(digest)?.toString('base64') ?? '' }]
    })
    return members.length === 0 ? body : withoutStubs(body, stubs) + stubsText(Object.fromEntries(members))
  }
  file.function('inlined', { deterministic: true }, (body) => inlined(String(body)))

  return {
    content,
    inlined,
    /** Removes contents that no stored document names. */
    collect: (): void => void collect.run(),
    /**
     * Keeps the contents and gives the member for the body. A stub stands for the attachment of that name in the first
     * of `sources`, bodies that are stored. Throws MissingStub.
     */
    stored(incoming: IncomingAttachment[], generation: number, sources: () => string[]): string {
      if (incoming.length === 0) return ''
      let known: AttachmentStubs[] | undefined
      const stubOf = (name: string): AttachmentStub => {
        known ??= sources().map(stubsOf)
        const found = known.find((stubs) => Object.hasOwn(stubs, name))
        if (!found) throw new MissingStub(name)
        return found[name]!
      }
      const members = incoming.map(({ name, contentType, revpos, content }) => {
        if (!content) return [name, stubOf(name)]
        keep.run(content.digest, content.bytes)
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
