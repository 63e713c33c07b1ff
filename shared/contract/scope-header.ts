/**
 * What every answer from a clinic's database says of the part of it that its reader may see. A station keeps its place in
 * the feed for each value: another value is another feed, in which documents may stand before the place it has reached.
 */
export const scopeHeader = 'lekar-scope'
/** The value of everybody who sees the whole clinic, and what a server that says nothing means. */
export const wholeScope = 'all'
