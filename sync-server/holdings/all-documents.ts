import { setImmediate } from 'node:timers/promises'

/** Documents as JSON text in the order of their ids: after `from`, before `to`; none when there are no more. */
export type ReadDocuments = (range: { from: string; to?: string; limit: number }) => Promise<string[]>

const page = 500

export type Fields = Record<string, unknown>

/** All documents of a range; between pages others have their turn. */
export async function* everything(read: ReadDocuments, from: string, to?: string): AsyncGenerator<Fields> {
  for (let after = from; ; ) {
    const texts = await read({ from: after, ...(to === undefined ? {} : { to }), limit: page })
    let last = after
    for (const text of texts) {
      const fields = JSON.parse(text) as Fields
      last = String(fields._id)
      yield fields
    }
    if (texts.length === 0) return
    after = last
    await setImmediate()
  }
}

/** Whom a document is about. */
export const patientOf = ({ _id, patientId, documentId }: Fields): string | undefined => {
  const about = patientId ?? (String(documentId).startsWith('patient:') ? documentId : undefined)
  return String(_id).startsWith('patient:') ? String(_id) : typeof about === 'string' ? about : undefined
}
