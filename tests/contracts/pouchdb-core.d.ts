declare module 'pouchdb-core' {
  interface Replication {
    ok: boolean
    docs_read: number
    docs_written: number
    doc_write_failures: number
  }
  class PouchDB {
    static plugin(plugin: unknown): typeof PouchDB
    constructor(name: string, options?: Record<string, unknown>)
    static replicate(
      source: PouchDB,
      target: PouchDB,
      options?: Record<string, unknown>,
    ): Promise<Replication>
    put(document: Record<string, unknown>): Promise<{ rev: string }>
    get(id: string, options?: Record<string, unknown>): Promise<Record<string, unknown>>
    remove(id: string, rev: string): Promise<unknown>
    info(): Promise<{ doc_count: number }>
    bulkDocs(documents: Record<string, unknown>[], options?: Record<string, unknown>): Promise<unknown[]>
  }
  export default PouchDB
}
declare module 'pouchdb-adapter-http'
declare module 'pouchdb-replication'
