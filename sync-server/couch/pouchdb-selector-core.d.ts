declare module 'pouchdb-selector-core' {
  /** Throws for a selector it does not understand. */
  export function matchesSelector(
    document: Record<string, unknown>,
    selector: Record<string, unknown>,
  ): boolean
}
