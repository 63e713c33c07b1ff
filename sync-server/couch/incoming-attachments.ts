import { hash } from 'node:crypto'
import { isObject } from '../http/json-text.ts'
import type { IncomingAttachment } from '../store/attachment.ts'
import { badRequest, CouchError } from './couch-error.ts'

const defaultContentType = 'application/octet-stream'

/** Content with the digest that names it. */
export const digested = (bytes: Buffer) => ({ bytes, digest: `md5-${hash('md5', bytes, 'base64')}` })

/** 400 when content is not what its sender's MD5 in base64 says. */
export function checkMd5(bytes: Buffer, md5: string | undefined): void {
  if (md5 !== undefined && hash('md5', bytes, 'base64') !== md5)
    throw new CouchError(400, 'content_md5_mismatch', 'Possible message corruption.')
}

/** Checks the name of an attachment. */
export function checkedName(name: string): string {
  if (name === '' || name.includes('\0') || Buffer.byteLength(name) > 1000)
    throw badRequest('Attachment name is empty, too long or not text')
  if (name.startsWith('_')) throw badRequest(`Attachment name '${name}' starts with prohibited character '_'`)
  return name
}

/** A content type that can be sent back in a header as it is. */
export function checkedContentType(type: unknown): string {
  if (type === undefined) return defaultContentType
  if (typeof type !== 'string' || !/^[\x20-\x7e]{1,300}$/.test(type))
    throw badRequest('Invalid attachment content type')
  return type
}

/**
 * The `_attachments` of a document. `follows` gives the content of one that follows the document in a multipart body.
 * 400 for what CouchDB refuses.
 */
export function incomingAttachments(
  value: unknown,
  follows: (name: string, member: Record<string, unknown>) => Buffer | undefined = () => undefined,
): IncomingAttachment[] {
  if (!isObject(value)) throw badRequest('`_attachments` must be an object')
  return Object.entries(value).map(([name, member]) => {
    if (!isObject(member)) throw badRequest('An attachment must be an object')
    const attachment = {
      name: checkedName(name),
      contentType: checkedContentType(member.content_type),
      revpos: Number.isSafeInteger(member.revpos) ? Number(member.revpos) : undefined,
    }
    if (member.stub === true) return { ...attachment, content: undefined }
    const bytes = member.follows === true ? follows(name, member) : inlineBytes(member.data)
    if (!bytes) throw badRequest(`Invalid attachment data for ${name}`)
    return { ...attachment, content: digested(bytes) }
  })
}

function inlineBytes(data: unknown): Buffer | undefined {
  if (typeof data !== 'string') return undefined
  const plain = data.replace(/\s/g, '')
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain)
    ? Buffer.from(plain, 'base64')
    : undefined
}
