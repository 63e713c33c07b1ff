import { canonicalJson } from '../../kit/canonical-json.ts'
import { digest26 } from '../../kit/sha256.ts'
import { prescriptionOpenMembers } from '../prescription/prescription.immutable.ts'

type Members = Record<string, unknown>

/** Members that may come to a document after it was signed. Every other one is signed, those of newer versions too. */
const openMembers: Readonly<Record<string, ReadonlySet<string>>> = {
  visit: new Set(['merges', 'decided']),
  prescription: prescriptionOpenMembers,
}

/** Begins every signed text: a signature given here means nothing anywhere else. */
const purpose = 'lekar-signature-1\n'

/**
 * What a clinician signs: the canonical JSON of everything that never changes after signing, with the name of the
 * algorithm and the key, without the value alone. Undefined for a document of a type that nobody signs.
 */
export function signedText(document: Members): string | undefined {
  const { type } = document
  const open = typeof type === 'string' && Object.hasOwn(openMembers, type) ? openMembers[type] : undefined
  if (!open) return undefined
  const fixed = Object.entries(asSigned(document)).filter(([name]) => !open.has(name))
  return (
    purpose + canonicalJson({ ...Object.fromEntries(fixed), signature: withoutValue(document.signature) })
  )
}

function withoutValue(signature: unknown): unknown {
  const { electronic, ...statement } = (signature ?? {}) as { electronic?: Members }
  if (!electronic) return statement
  const { value: _, ...key } = electronic
  return { ...statement, electronic: key }
}

/** The document as it was when it was signed: a merge has given one of two visits of the same id an id of its own. */
function asSigned(document: Members): Members {
  if (document.signedAs === undefined) return document
  const { signedAs, ...rest } = document
  return { ...rest, id: signedAs }
}

/** The id of a signed visit that stands beside another one of its own id; see visit.merge. */
export const idBeside = (signed: Members): string => `visit:${digest26(canonicalJson(signed))}`

/** Whether a visit that names the id it was signed under has the id that a merge gives; true for every other one. */
export const standsWhereItMay = (document: Members): boolean =>
  document.signedAs === undefined || document.id === idBeside(asSigned(document))
