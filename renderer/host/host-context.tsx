import { createContext, useContext } from 'react'
import { assert } from '#shared/kit/assert.ts'
import type { Host } from './host.ts'

const HostContext = createContext<Host | undefined>(undefined)
export const HostProvider = HostContext.Provider

/** The shell around the page: printing, files, secrets. */
export function useHost(): Host {
  const host = useContext(HostContext)
  assert(host, 'a screen that prints was shown without a shell')
  return host
}
