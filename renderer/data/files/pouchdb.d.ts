declare module 'pouchdb-core' {
  interface Replication {
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
    get(id: string): Promise<Record<string, unknown>>
    close(): Promise<void>
  }
  export default PouchDB
}
declare module 'pouchdb-adapter-http'
declare module 'pouchdb-adapter-idb'
declare module 'pouchdb-replication'
