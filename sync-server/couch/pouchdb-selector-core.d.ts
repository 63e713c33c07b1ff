declare module 'pouchdb-selector-core' {
  type Selector = Record<string, unknown>
  /** Brings a selector to its full form, once. Throws for one it does not understand. */
  export function massageSelector(selector: Selector): Selector
  /** The rows whose document matches the full form. */
  export function filterInMemoryFields<Row extends { doc: Record<string, unknown> }>(
    rows: Row[],
    request: { selector: Selector },
    fields: string[],
  ): Row[]
}
