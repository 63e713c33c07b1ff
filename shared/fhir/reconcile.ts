import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { canonicalJson } from '#shared/kit/canonical-json.ts'
import { digest26 } from '#shared/kit/sha256.ts'
import { runSteps } from '#shared/kit/steps.ts'

/**
 * What an import would change. Promise: importing twice adds nothing; a document that was edited here afterwards, or
 * deleted here, is never overwritten.
 *
 * Each imported document remembers in `source` two digests: `received`, of what the source said, and `stored`, of what
 * was written. Equal `received`: the source has not changed. Unequal `stored`: somebody has edited the document here.
 */
export interface ImportPlan {
  create: ClinicDocument[]
  update: ClinicDocument[]
  unchanged: string[]
  /** Changed at the source, but also here: kept as they are here, for a person to look at. */
  kept: { id: string; type: string; why: 'edited-here' | 'deleted-here' | 'not-imported' }[]
}

/** A document that stands here under the same id; `deleted` for a tombstone. */
export type Existing = ClinicDocument | 'deleted' | undefined

/** Everything but who and when of the writing: what a person would call the content. */
export function contentDigest(document: object): string {
  const { createdAt, updatedAt, author, source, ...content } = document as Record<string, unknown>
  const { received, stored, ...origin } = (source ?? {}) as Record<string, unknown>
  return digest26(canonicalJson({ ...content, source: origin }))
}

/** Lists whose members have identities of their own and may come in several deliveries. */
const gathered = ['allergies', 'identifiers', 'contacts', 'previousNames', 'items', 'procedures', 'diagnoses']

type Member = { id: string }

function gather(here: unknown, incoming: unknown, withdrawn: ReadonlySet<string>): Member[] | undefined {
  if (here === undefined && incoming === undefined) return undefined
  const next = (incoming ?? []) as Member[]
  const ids = new Set(next.map(({ id }) => id))
  const remaining = ((here ?? []) as Member[]).filter(({ id }) => !ids.has(id) && !withdrawn.has(id))
  // Members keep their places, so that a second delivery of the same parts changes nothing.
  const byId = new Map([...remaining, ...next].map((member) => [member.id, member]))
  const kept = ((here ?? []) as Member[])
    .map(({ id }) => byId.get(id))
    .filter((member) => member !== undefined)
  const old = new Set(kept.map(({ id }) => id))
  return [...kept, ...next.filter(({ id }) => !old.has(id))]
}

/** The source's newest word over what was stored; parts of an earlier delivery stay unless they were withdrawn. */
function merge(
  here: ClinicDocument,
  incoming: ClinicDocument,
  withdrawn: ReadonlySet<string>,
): ClinicDocument {
  const merged: Record<string, unknown> = { ...incoming }
  const [before, after] = [here as Record<string, unknown>, incoming as Record<string, unknown>]
  for (const field of gathered) {
    const list = gather(before[field], after[field], withdrawn)
    if (list !== undefined) merged[field] = list
  }
  if (before.vitals !== undefined) merged.vitals = { ...before.vitals, ...(after.vitals ?? {}) }
  return merged as unknown as ClinicDocument
}

const sealed = (document: ClinicDocument, received: string): ClinicDocument => ({
  ...document,
  source: { system: '', id: '', ...document.source, received, stored: contentDigest(document) },
})

/**
 * A visit never changes once it is written: what the source has changed becomes its next version, under an id that
 * follows from the first one, so that a second import finds it.
 */
export const nextVersionId = (visit: Visit): string =>
  `visit:${digest26(`${visit.rootId} version ${visit.version + 1}`)}`

function newestVersion(visit: Visit, existing: (id: string) => Existing): Visit {
  let newest = visit
  for (;;) {
    const next = existing(nextVersionId(newest))
    if (next === undefined || next === 'deleted' || next.type !== 'visit') return newest
    newest = next
  }
}

/** The source's newest word as the next version of the visit that stands here. */
function visitVersion(merged: Visit, newest: Visit): Visit {
  const { replaces, amendmentReason, ...content } = merged
  return {
    ...content,
    id: nextVersionId(newest),
    version: newest.version + 1,
    rootId: newest.rootId,
    replaces: newest.id,
    amendmentReason: 'Изменено в системе-источнике',
  }
}

/** The same words in the place of the version that stands here: only what was said remains to compare. */
const inPlaceOf = (merged: ClinicDocument, here: ClinicDocument): ClinicDocument =>
  merged.type === 'visit' && here.type === 'visit'
    ? ({
        ...merged,
        id: here.id,
        version: here.version,
        ...(here.replaces === undefined ? {} : { replaces: here.replaces }),
        ...(here.amendmentReason === undefined ? {} : { amendmentReason: here.amendmentReason }),
      } as Visit)
    : merged

/**
 * Compares a mapped Bundle with what stands here. The order of the documents is kept: the patient stays the last.
 * Yields after each document, so that a screen can breathe.
 */
export function* reconcileSteps(
  incoming: readonly ClinicDocument[],
  existing: (id: string) => Existing,
  withdrawnIds: readonly string[] = [],
): Generator<undefined, ImportPlan> {
  const withdrawn = new Set(withdrawnIds)
  const plan: ImportPlan = { create: [], update: [], unchanged: [], kept: [] }
  for (const document of incoming) {
    const found = existing(document.id)
    const here =
      found !== undefined && found !== 'deleted' && found.type === 'visit'
        ? newestVersion(found, existing)
        : found
    const { id, type } = document
    const received = contentDigest(document)
    if (here === 'deleted') plan.kept.push({ id, type, why: 'deleted-here' })
    else if (here === undefined) plan.create.push(sealed(document, received))
    else if (here.source?.stored === undefined) plan.kept.push({ id, type, why: 'not-imported' })
    else {
      const merged = merge(here, document, withdrawn)
      const content = contentDigest(here)
      const edited = content !== here.source.stored
      const same = contentDigest(inPlaceOf(merged, here)) === content
      if (here.source.received === received ? edited || same : same) plan.unchanged.push(id)
      else if (edited) plan.kept.push({ id, type, why: 'edited-here' })
      else if (merged.type === 'visit' && here.type === 'visit')
        plan.update.push(sealed(visitVersion(merged, here), received))
      else plan.update.push(sealed({ ...merged, createdAt: here.createdAt }, received))
    }
    yield
  }
  return plan
}

/** The same in one go. */
export function reconcile(...given: Parameters<typeof reconcileSteps>): ImportPlan {
  return runSteps(reconcileSteps(...given))
}
