/** Why a document was refused: a stable code, and the fields it names. */
export interface RefusalReason {
  code: string
  /** Paths of the fields that are filled in wrongly, where the server named them. */
  fields: string[]
}

const ownCode = /^([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*): /

/**
 * Reads a refusal. Our server answers `forbidden` and puts its own code before the words (`scope.role: ...`), after
 * `document.schema` the paths of the fields; anything else keeps the code it came with.
 */
export function refusalReason(reason: { code: string; text: string }): RefusalReason {
  const code = ownCode.exec(reason.text)?.[1] ?? reason.code
  if (code !== 'document.schema') return { code, fields: [] }
  const named = reason.text.slice(reason.text.lastIndexOf(':') + 1)
  return { code, fields: named.split(',').flatMap((path) => path.trim() || []) }
}
