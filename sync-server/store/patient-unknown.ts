/**
 * Whom a document is about that is about another one which is not here yet: nobody that anybody could have in their
 * villages, so it is kept from all who are bound to some. When the other comes, this one is found by it.
 */
export const patientUnknownOf = (subject: string): string => `?${subject}`
