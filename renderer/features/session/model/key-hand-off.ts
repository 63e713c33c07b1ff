import type { Profile } from '#shared/contract/api.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import type { ClinicianKey } from '../../signature/index.ts'

/** What a signed-in window knows and a reload would forget. */
export interface HandedOff {
  profile: Profile
  dataKeys: DataKeys
  /** Of the person who was signed in, where it was open. */
  signer?: ClinicianKey | undefined
}

/** Carries the keys over a reload, in memory only. */
export interface KeyHandOff {
  give(what: HandedOff): void
  /** What was given moments ago; undefined when nothing was, or nobody kept it. Can be taken once. */
  take(): Promise<HandedOff | undefined>
}

/** A worker that lives answers at once, on a busy PC in seconds; whoever waits in vain types the password. */
const patienceMs = 5000

/**
 * The service worker lives on while a page reloads: it holds the keys for a few seconds. Keys that cannot be read back
 * (CryptoKey) travel as such. Where there is no worker the person types the password again.
 */
export function workerHandOff(workers: ServiceWorkerContainer | undefined): KeyHandOff {
  return {
    give: (what) => workers?.controller?.postMessage({ kind: 'keep-keys', what }),
    take() {
      const worker = workers?.controller
      if (!worker) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        const timer = setTimeout(() => resolve(undefined), patienceMs)
        port1.onmessage = ({ data }) => {
          clearTimeout(timer)
          resolve(data as HandedOff | undefined)
        }
        worker.postMessage({ kind: 'take-keys' }, [port2])
      })
    },
  }
}
