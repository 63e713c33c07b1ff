import { create } from 'zustand'
import type { ClinicianKey } from './clinician-key.ts'
import { requestKey } from './key-request.ts'

/**
 * The key of the person at the screen.
 *
 * | phase | |
 * |---|---|
 * | `none` | nobody is signed in, or somebody who signs nothing |
 * | `opening` | it is being opened; `open` hurries and waits for it |
 * | `ready` | |
 * | `closed` | signed in without the password (a PIN): the key waits for it |
 * | `unsupported` | this engine knows no Ed25519 |
 */
export type SignerState =
  | { phase: 'none' | 'closed' | 'unsupported' }
  | { phase: 'opening'; open(): Promise<void> }
  | { phase: 'ready'; key: ClinicianKey }

export const useSigner = create<{ state: SignerState }>(() => ({ state: { phase: 'none' } }))

export const setSigner = (state: SignerState): void => useSigner.setState({ state })

/** Puts the next state in the place of one, unless another person's has taken it meanwhile. */
export function replaceSigner(state: SignerState, next: SignerState): void {
  if (useSigner.getState().state === state) setSigner(next)
}

/** The key in memory, to be handed over a reload. */
export function signerAtHand(): ClinicianKey | undefined {
  const { state } = useSigner.getState()
  return state.phase === 'ready' ? state.key : undefined
}

/** The key as soon as it is open; undefined where there is none, and where it waits for the password. */
export async function openedSigner(): Promise<ClinicianKey | undefined> {
  const { state } = useSigner.getState()
  if (state.phase === 'opening') await state.open()
  return signerAtHand()
}

/**
 * The key to sign with: its owner is asked for the password where that is needed, and may give up signing. Undefined
 * where there is no key, or its owner goes on without it.
 */
export async function askedSigner(): Promise<ClinicianKey | undefined | 'given-up'> {
  const { state } = useSigner.getState()
  if (state.phase === 'closed' && (await requestKey()) === 'given-up') return 'given-up'
  return openedSigner()
}
