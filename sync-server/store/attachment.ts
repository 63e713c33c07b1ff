/** An attachment as a stored document names it; `digest` is `md5-` and the base64 of its content's MD5. */
export interface AttachmentStub {
  content_type: string
  /** The generation of the revision that brought it. */
  revpos: number
  digest: string
  length: number
  stub: true
  encoding?: 'gzip'
  encoded_length?: number
}
export type AttachmentStubs = Record<string, AttachmentStub>

/** An attachment as it arrived. Without `content` it is a stub: the content is that of the revision it is based on. */
export interface IncomingAttachment {
  name: string
  contentType: string
  revpos: number | undefined
  content: AttachmentContent | undefined
}

/** Content as it was sent, under the digest that names it; `packed` is how it lies in the database (C25). */
export interface AttachmentContent {
  bytes: Buffer
  digest: string
  packed?: Buffer | undefined
}

/** What a client asks to see of the attachments in a stored body. */
export interface AttachmentsShown {
  /** The contents of those that came after revision number `sincePos`, in the place of their stubs. */
  contents: boolean
  sincePos?: number | undefined
  /** How they lie in the database. */
  encodings?: boolean | undefined
}

/** A stub that stands for nothing that is stored. The whole request fails. */
export class MissingStub extends Error {
  readonly attachment: string
  constructor(attachment: string) {
    super('missing attachment stub')
    this.name = 'MissingStub'
    this.attachment = attachment
  }
}

/** What one answer holds of a revision's attachments: as base64 in JSON a text of it is still one that can be made. */
export const mostShownBytes = 256 * 1024 * 1024

/** A revision with more in its attachments than one JSON text can hold. */
export class ContentsTooLarge extends Error {
  constructor() {
    super('too much in the attachments of one revision')
    this.name = 'ContentsTooLarge'
  }
}

/** Stubs are the last member of a stored body: they come with every read of the document and cost no other nothing. */
export const stubsText = (stubs: object): string => `,"_attachments":${JSON.stringify(stubs)}`

/** The stubs of a stored body. */
export function stubsOf(body: string): AttachmentStubs {
  if (!body.includes('"_attachments":{')) return {}
  const parsed = JSON.parse(`{${body.slice(1)}}`) as { _attachments?: AttachmentStubs }
  return parsed._attachments ?? {}
}

/** A stored body without its stubs. */
export function withoutStubs(body: string, stubs: AttachmentStubs): string {
  return Object.keys(stubs).length === 0 ? body : body.slice(0, -stubsText(stubs).length)
}
