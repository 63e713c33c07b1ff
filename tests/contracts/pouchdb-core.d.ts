declare module 'pouchdb-core' {
  interface Replication {
    ok: boolean
    docs_read: number
    docs_written: number
    doc_write_failures: number
  }
  interface LiveSync {
    on(event: string, listener: (value: never) => void): this
    cancel(): void
  }
  class PouchDB {
    static plugin(plugin: unknown): typeof PouchDB
    constructor(name: string, options?: Record<string, unknown>)
    static replicate(
      source: PouchDB,
      target: PouchDB,
      options?: Record<string, unknown>,
    ): Promise<Replication>
    static sync(left: PouchDB, right: PouchDB, options: Record<string, unknown>): LiveSync
    put(document: Record<string, unknown>, options?: Record<string, unknown>): Promise<{ rev: string }>
    get(id: string, options?: Record<string, unknown>): Promise<Record<string, unknown>>
    remove(id: string, rev: string): Promise<unknown>
    info(): Promise<{ doc_count: number }>
    bulkDocs(documents: Record<string, unknown>[], options?: Record<string, unknown>): Promise<unknown[]>
    putAttachment(
      id: string,
      name: string,
      rev: string,
      content: unknown,
      type: string,
    ): Promise<{ rev: string }>
    getAttachment(id: string, name: string, options?: Record<string, unknown>): Promise<Buffer>
    compact(): Promise<unknown>
    close(): Promise<void>
    destroy(): Promise<unknown>
  }
  export default PouchDB
}
declare module 'pouchdb-adapter-http'
declare module 'pouchdb-adapter-idb'
declare module 'pouchdb-replication'
declare module 'pouchdb-find'
declare module 'pouchdb-mapreduce'
