import type { ClinicDocument } from '#shared/domain/registry.ts'

/** What is known of one write: who made it, what it replaced knowingly, and when it was where. */
export interface Token {
  text: string
  station: string
  kind: string
  /** The documents it was written into. */
  documents: Set<string>
  /** Those of them that its text stands in. */
  carriers: Set<string>
  /** Tokens that stood in the document as it was read and do not stand in what was written. */
  replaced: Set<string>
  /** It stands nowhere: the write chose between words of others. */
  silent: boolean
  /** How often it was written into one document. */
  timesWritten: number
  /** A document that this write deletes. */
  deletes?: string
  /** When the station's repository said that it is durable; undefined while it has not. */
  savedMs?: number
  /** The card that was opened for it, as soon as the station has the opening in its trace of access. */
  opened?: string
  takenMs?: number
  seenMs: Map<string, number>
}

/** Every write carries a token of its own; the ledger keeps what the checks need to know of it. */
export interface Ledger {
  next(station: string, kind: string): Token
  /** A write goes out: what it was made from, and what it makes. */
  writes(token: Token, before: readonly ClinicDocument[], after: readonly ClinicDocument[]): void
  saved(token: Token): void
  /** A document has reached the disk of a station, or the server. Answers the tokens that stand in it. */
  seen(place: string, document: unknown): readonly string[]
  tokens(): readonly Token[]
  /** Texts of signed records as they were signed, by id; two where two stations signed under one id. */
  signed: Map<string, ClinicDocument[]>
}

export const server = 'server'
const pattern = /t\d{5}x/g
export const tokensIn = (text: string): string[] => text.match(pattern) ?? []

export function createLedger(now: () => number): Ledger {
  const tokens = new Map<string, Token>()
  const signed: Ledger['signed'] = new Map()
  return {
    signed,
    tokens: () => [...tokens.values()],
    next(station, kind) {
      const text = `t${String(tokens.size + 1).padStart(5, '0')}x`
      const token: Token = {
        text,
        station,
        kind,
        documents: new Set(),
        carriers: new Set(),
        replaced: new Set(),
        silent: false,
        timesWritten: 1,
        seenMs: new Map(),
      }
      tokens.set(text, token)
      return token
    },
    writes(token, before, after) {
      const kept = new Set(tokensIn(JSON.stringify(after.filter((document) => !('_deleted' in document)))))
      for (const text of tokensIn(JSON.stringify(before))) if (!kept.has(text)) token.replaced.add(text)
      token.silent = !kept.has(token.text) && token.deletes === undefined
      for (const document of after) {
        const texts = tokensIn(JSON.stringify(document)).filter((text) => text === token.text)
        token.timesWritten = Math.max(token.timesWritten, texts.length)
        token.documents.add(document.id)
        for (const text of tokensIn(JSON.stringify(document))) {
          tokens.get(text)?.documents.add(document.id)
          tokens.get(text)?.carriers.add(document.id)
        }
        if (document.type === 'visit') signed.set(document.id, [...(signed.get(document.id) ?? []), document])
      }
    },
    saved(token) {
      token.savedMs = now()
    },
    seen(place, document) {
      if ((document as { type?: string }).type === 'inbox') return []
      const texts = [...new Set(tokensIn(JSON.stringify(document)))]
      for (const text of texts) {
        const token = tokens.get(text)
        if (!token) continue
        if (place === server) token.takenMs ??= now()
        else if (!token.seenMs.has(place)) token.seenMs.set(place, now())
      }
      return texts
    },
  }
}
