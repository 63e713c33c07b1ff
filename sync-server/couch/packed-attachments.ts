import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { IncomingAttachment } from '../store/attachment.ts'
import type { IncomingDocument } from '../store/store.ts'

/** The types that are worth packing; pictures and archives are packed already. */
const worthPacking = /^(text\/|application\/(javascript|json|xml)\s*(;|$))/i

/** The documents with the contents of their attachments as the database keeps them. Packs beside the loop. */
export async function withPackedAttachments(batch: IncomingDocument[]): Promise<IncomingDocument[]> {
  const isWorth = ({ contentType, content }: IncomingAttachment): boolean =>
    content !== undefined && worthPacking.test(contentType)
  if (!batch.some(({ attachments }) => attachments?.some(isWorth))) return batch
  const packed = async (attachment: IncomingAttachment): Promise<IncomingAttachment> =>
    attachment.content && isWorth(attachment)
      ? { ...attachment, content: { ...attachment.content, packed: await pack(attachment.content.bytes) } }
      : attachment
  return Promise.all(
    batch.map(async (document) =>
      document.attachments
        ? { ...document, attachments: await Promise.all(document.attachments.map(packed)) }
        : document,
    ),
  )
}

const pack = (bytes: Buffer): Promise<Buffer> => promisify(gzip)(bytes)
