import { sameJson } from '../../kit/canonical-json.ts'

/** When and how it was signed; the words are all the rest. */
const ofTheSigning: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'clockOffMs', 'signature'])

/** Whether two records say the same: the second try of one signing, not another one under the same id. */
export function saysTheSame(signed: object, again: object): boolean {
  const words = (document: object) =>
    Object.fromEntries(Object.entries(document).filter(([name]) => !ofTheSigning.has(name)))
  return sameJson(words(signed), words(again))
}
