import { type BulkDocsRow, fromWire, toWire, type WireDocument } from '#shared/contract/couch.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Existing } from '#shared/fhir/reconcile.ts'

/** The server could not be used; the message is for the person at the terminal. */
export class ServerFailure extends Error {}

export interface ServerAddress {
  server: string
  user: string
  password: string
  /** Clinic code: the database is `clinic-<code>`. */
  clinic: string
}

interface StoredDocument {
  document: Existing
  rev: string
}

const attempts = 4

/** A clinic's database as the import sees it: what stands there under these ids, and a write of all or nothing. */
export class ClinicServer {
  private cookie = ''
  private readonly address: ServerAddress

  constructor(address: ServerAddress) {
    this.address = address
  }

  async signIn(): Promise<void> {
    const { user, password } = this.address
    const answer = await this.fetchOnce('/_session', { name: user, password })
    if (answer.status === 401) throw new ServerFailure('wrong user name or password')
    if (!answer.ok) throw new ServerFailure(`the server answered ${answer.status} to the sign-in`)
    this.cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
  }

  /** The documents under these ids with their revisions; tombstones as `deleted`, absent ones are absent. */
  async existing(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>()
    for (let from = 0; from < ids.length; from += 1000) {
      const keys = ids.slice(from, from + 1000)
      const { rows } = (await this.post('_all_docs?include_docs=true', { keys })) as {
        rows: { id?: string; value?: { rev: string; deleted?: boolean }; doc?: WireDocument | null }[]
      }
      for (const { id, value, doc } of rows) {
        if (id === undefined || !value) continue
        const deleted = value.deleted === true || !doc || doc._deleted === true
        const document = deleted ? 'deleted' : (fromWire(doc).document as ClinicDocument)
        found.set(id, { document, rev: value.rev })
      }
    }
    return found
  }

  /**
   * Writes documents in one request. Where the server finds that too large it goes in parts, in the given order: the
   * patient comes last. Returns the rows that were refused.
   */
  async write(
    documents: readonly ClinicDocument[],
    revOf: (id: string) => string | undefined,
  ): Promise<{ id: string; reason: string }[]> {
    const docs = documents.map((document) => toWire(document, revOf(document.id)))
    const rows = (await this.post('_bulk_docs', { docs })) as BulkDocsRow[] | 'too-large'
    if (rows !== 'too-large')
      return rows.filter((row) => 'error' in row).map(({ id, reason }) => ({ id, reason }))
    if (documents.length === 1) return [{ id: documents[0]!.id, reason: 'too large for the server' }]
    const half = Math.ceil(documents.length / 2)
    const refused = await this.write(documents.slice(0, half), revOf)
    // The patient, in the second half, must not stand without the rest of its record.
    return refused.length > 0 ? refused : await this.write(documents.slice(half), revOf)
  }

  private async post(path: string, body: unknown): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.fetchOnce(`/clinic-${this.address.clinic}/${path}`, body)
      if (answer.ok) return await answer.json()
      if (answer.status === 413) return 'too-large'
      if (answer.status === 401 && attempt === 1) await this.signIn()
      else if ((answer.status === 429 || answer.status === 503) && attempt < attempts)
        await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt))
      else throw new ServerFailure(await this.wordsOf(answer))
    }
  }

  private async wordsOf(answer: Response): Promise<string> {
    if (answer.status === 403) return `${this.address.user} may not write to this clinic`
    if (answer.status === 404) return `there is no clinic "${this.address.clinic}" on the server`
    return `the server answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`
  }

  private async fetchOnce(path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(new URL(path, this.address.server), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        },
        body: JSON.stringify(body),
      })
    } catch (cause) {
      throw new ServerFailure(`no answer from ${this.address.server}`, { cause })
    }
  }
}
