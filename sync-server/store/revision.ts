/** Revisions read `<generation>-<hash>`, the hash may be empty; those of `_local` documents have generation 0. */
const revisionPattern = /^(?:0|[1-9]\d{0,15})-[A-Za-z0-9_.-]{0,128}$/

export const isRevision = (rev: string): boolean => revisionPattern.test(rev)
export const generationOf = (rev: string): number => Number(rev.slice(0, rev.indexOf('-')))
export const hashOf = (rev: string): string => rev.slice(rev.indexOf('-') + 1)
