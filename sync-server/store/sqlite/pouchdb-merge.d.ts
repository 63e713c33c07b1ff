declare module 'pouchdb-merge' {
  export interface RevisionOptions {
    status: 'available' | 'missing'
    deleted?: boolean
  }
  export type RevisionNode = [hash: string, options: RevisionOptions, children: RevisionNode[]]
  export interface RevisionPath {
    pos: number
    ids: RevisionNode
  }
  export function merge(
    tree: RevisionPath[],
    path: RevisionPath,
    depth: number,
  ): { tree: RevisionPath[]; conflicts: string; stemmedRevs: string[] }
  export function winningRev(metadata: { rev_tree: RevisionPath[] }): string
  export function collectLeaves(tree: RevisionPath[]): { rev: string; opts: RevisionOptions }[]
  export function rootToLeaf(
    tree: RevisionPath[],
  ): { pos: number; ids: { id: string; opts: RevisionOptions }[] }[]
  export function revExists(tree: RevisionPath[], rev: string): boolean
  export function latest(rev: string, metadata: { rev_tree: RevisionPath[] }): string
}
