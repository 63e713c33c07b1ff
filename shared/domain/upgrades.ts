import { type Upgrades, upgradeWith } from './common/upgrade.ts'

/**
 * One list a type; empty while its first version is the newest. Signed types have none, ever: what was signed is read as
 * it was signed, so a new version of theirs may only add members that can be missing (tests/contracts/schemas.test.ts).
 */
export const upgrades: Upgrades = {
  patient: [],
  condition: [],
  measurements: [],
  immunization: [],
  'document-reference': [],
  inbox: [],
}

/** Types whose documents carry a signature over their content. */
export const signedTypes: ReadonlySet<string> = new Set(['visit', 'prescription'])

/** The document as today's version would have written it. */
export const upgraded = upgradeWith(upgrades)
