import type { Envelope } from './envelope.ts'

/** Brings a document from one version of its schema to the next; pure, and total over what that version allowed. */
export type Upgrade = (document: Envelope) => Envelope
/** By type, the first from version 1 to 2, the second from 2 to 3, and so on. */
export type Upgrades = Readonly<Record<string, readonly Upgrade[]>>

/**
 * Reads documents of earlier versions as today's. Nothing that is stored is rewritten: the server, other PCs and the
 * seal of a row keep the document as it was written, until a person edits it. So there is nothing that a kill or a full
 * disk could leave half-way, and what was not sent yet stays unsent. A document of a newer version is left as it is.
 */
export function upgradeWith(upgrades: Upgrades): <T extends Envelope>(document: T) => T {
  return (document) => {
    const steps = upgrades[document.type]
    if (!steps || document.schemaVersion > steps.length) return document
    let current: Envelope = document
    for (let version = Math.max(1, document.schemaVersion); version <= steps.length; version++)
      current = { ...steps[version - 1]!(current), schemaVersion: version + 1 }
    return current as typeof document
  }
}
