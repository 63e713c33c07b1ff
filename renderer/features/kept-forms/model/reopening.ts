import { useEffect, useRef } from 'react'
import { useWorkplace } from '../../../data/workplace-context.tsx'

interface Owner {
  prefix: string
  open(rest: string): void
}
const owners = new Set<Owner>()

/** Opens a form again where its page is on the screen; false where it is not. */
export function reopen(place: string): boolean {
  const owner = [...owners].find(({ prefix }) => place.startsWith(prefix))
  owner?.open(place.slice(owner.prefix.length))
  return owner !== undefined
}

/** Calls `open` when a form was given up and its owner thinks better of it. */
export function useReopened(prefix: string, open: (rest: string) => void): void {
  const newest = useRef(open)
  newest.current = open
  useEffect(() => {
    const owner: Owner = { prefix, open: (rest) => newest.current(rest) }
    owners.add(owner)
    return () => void owners.delete(owner)
  }, [prefix])
}

/**
 * Opens a dialog that its owner had to leave: as soon as its page is shown again, and when giving it up is taken back.
 * @param prefix the beginning of the dialog's place; `open` gets the rest
 */
export function useReopen(prefix: string, open: (rest: string) => void): void {
  const { data } = useWorkplace()
  useReopened(prefix, open)
  useEffect(() => {
    const [kept] = data.formDrafts.placesIn(prefix)
    if (kept !== undefined) reopen(kept)
  }, [data, prefix])
}
