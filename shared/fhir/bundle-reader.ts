import { findJsonError, type JsonError, placeOf } from './json-error.ts'
import { compactEntry } from './left-out-types.ts'

export interface BrokenBundle {
  line: number
  column: number
  /** The file ends in the middle: it was cut off. */
  atEnd: boolean
}

interface Place {
  line: number
  column: number
}

const quote = 34
const backslash = 92
const newline = 10
const openings = new Set([123, 91])
const closings = new Set([125, 93])

/**
 * Reads a Bundle piece by piece and keeps only what the mapping needs: an entry is parsed as soon as it is complete, a
 * resource that has no place in our record shrinks to its type and id. A file of hundreds of megabytes, nearly all of
 * it claims, so needs the memory of its clinical part.
 *
 * `push` takes the decoded text; `finish` gives the Bundle, or where the file is broken. Nothing is ever taken from a
 * broken file.
 */
export class BundleReader {
  private broken: BrokenBundle | undefined
  private readonly entries: unknown[] = []
  /** The text around the entries, and where each piece of it stood in the file. */
  private outside = ''
  private readonly pieces: { from: number; place: Place }[] = []
  /** The text outside begins again behind the character that ended an entry. */
  private pieceDue = false
  private depth = 0
  private inString = false
  private escaped = false
  private line = 1
  private column = 1
  private started = false
  /** The newest string at depth 1; `entry` followed by `[` opens the list. */
  private key = ''
  private keyOpen = false
  private inList = false
  private entryText: string[] | undefined
  private entryPlace: Place = { line: 1, column: 1 }

  /** Entries read so far. */
  get count(): number {
    return this.entries.length
  }

  push(chunk: string): void {
    if (this.broken) return
    const text = !this.started && chunk.startsWith('\ufeff') ? chunk.slice(1) : chunk
    this.started ||= text.length > 0
    let from = 0
    if (this.pieces.length === 0) this.pieceStarts()
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (this.inString) this.insideString(code)
      else if (code === quote) {
        this.inString = true
        if (this.depth === 1) {
          this.key = ''
          this.keyOpen = true
        }
      } else if (openings.has(code)) {
        if (this.inList && this.depth === 2 && code === 123) {
          this.outside += text.slice(from, at)
          from = at
          this.entryText = []
          this.entryPlace = { line: this.line, column: this.column }
        }
        if (this.depth === 1 && code === 91 && this.key === 'entry') this.inList = true
        this.depth += 1
      } else if (closings.has(code)) {
        this.depth -= 1
        if (this.depth === 1) this.inList = false
        if (this.entryText !== undefined && this.depth === 2) {
          this.entryText.push(text.slice(from, at + 1))
          from = at + 1
          this.entryEnds()
          if (this.broken) return
        }
      }
      if (code === newline) {
        this.line += 1
        this.column = 1
      } else this.column += 1
      if (this.pieceDue) this.pieceStarts()
    }
    if (this.entryText !== undefined) this.entryText.push(text.slice(from))
    else this.outside += text.slice(from)
  }

  private insideString(code: number): void {
    if (this.escaped) this.escaped = false
    else if (code === backslash) this.escaped = true
    else if (code === quote) {
      this.inString = false
      this.keyOpen = false
      return
    }
    if (this.keyOpen && this.depth === 1 && this.key.length < 10) this.key += String.fromCharCode(code)
  }

  private pieceStarts(): void {
    this.pieceDue = false
    this.pieces.push({ from: this.outside.length, place: { line: this.line, column: this.column } })
  }

  private entryEnds(): void {
    const text = this.entryText!.join('')
    this.entryText = undefined
    // The Bundle around the entries is parsed at the end, with a number in the place of each of them.
    this.outside += '0'
    this.pieceDue = true
    try {
      this.entries.push(compactEntry(JSON.parse(text)))
    } catch {
      this.broken = this.inFile(findJsonError(text), this.entryPlace)
    }
  }

  private inFile(error: JsonError | undefined, start: Place): BrokenBundle {
    const { line, column, atEnd } = error ?? { line: 1, column: 1, atEnd: false }
    return {
      line: start.line + line - 1,
      column: line === 1 ? start.column + column - 1 : column,
      atEnd,
    }
  }

  /** The whole Bundle, or where the file is broken. */
  finish(): { ok: true; value: unknown } | { ok: false; error: BrokenBundle } {
    if (this.broken === undefined && this.entryText !== undefined) {
      const text = this.entryText.join('')
      this.broken = this.inFile(findJsonError(text), this.entryPlace)
    }
    if (this.broken) return { ok: false, error: this.broken }
    try {
      const bundle: unknown = JSON.parse(this.outside)
      const whole = bundle !== null && typeof bundle === 'object' && this.entries.length > 0
      return { ok: true, value: whole ? { ...bundle, entry: this.entries } : bundle }
    } catch {
      const error = findJsonError(this.outside)
      const offset = error?.offset ?? 0
      const piece = this.pieces.findLast(({ from }) => from <= offset) ?? this.pieces[0]
      const within = placeOf(this.outside.slice(piece?.from ?? 0), offset - (piece?.from ?? 0))
      return {
        ok: false,
        error: this.inFile(
          { offset, ...within, atEnd: error?.atEnd ?? false },
          piece?.place ?? { line: 1, column: 1 },
        ),
      }
    }
  }
}
