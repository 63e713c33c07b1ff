declare module 'pouchdb-core' {
  class PouchDB {
    static plugin(plugin: unknown): typeof PouchDB
    constructor(name: string, options?: Record<string, unknown>)
  }
  export default PouchDB
}
declare module 'pouchdb-adapter-idb'
