import { openWorkplaceData, type WorkplaceData } from '../../renderer/data/index.ts'
import { testContext, testPatient, waitFor } from '../../renderer/data/testing/test-workplace.ts'

const context = testContext('windows')
let data: WorkplaceData

/** What the test calls in a window. */
const windows = {
  async open(): Promise<void> {
    data = await openWorkplaceData({
      clinicId: 'demo',
      database: 'clinic-demo',
      stationId: 'windows',
      context,
    })
  },
  async write(): Promise<string> {
    const patient = testPatient(context)
    await data.patients.save(patient)
    return patient.id
  },
  /** Resolves when the status says that all is on the server. */
  async sent(): Promise<void> {
    await waitFor(data.sync.status, (status) => status.phase === 'idle' && status.onlyHere === 0, 20_000)
  },
  async state(id: string): Promise<string | undefined> {
    const states = await waitFor(data.sync.watchStates([id]), () => true)
    return states.get(id)?.kind
  },
}
export type TwoWindows = typeof windows
Object.assign(globalThis, { windows })
