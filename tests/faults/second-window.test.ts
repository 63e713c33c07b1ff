import { enforceOptions } from 'broadcast-channel'
import { BROADCAST_CHANNEL_BY_TOKEN } from 'rxdb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WorkplaceData } from '../../renderer/data/index.ts'
import { createScriptedServer } from '../../renderer/data/testing/scripted-server.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testStorage,
  waitFor,
} from '../../renderer/data/testing/test-workplace.ts'
import { courierIdentity, courierKeys } from './courier-identity.ts'

const context = testContext('one')
const opened: WorkplaceData[] = []
afterEach(async () => {
  enforceOptions(false)
  for (const data of opened.splice(0)) await data.close()
})

/** Two windows of one PC; the first one replicates. */
async function twoWindows(server = createScriptedServer(), between = () => {}) {
  const disk = newDisk()
  const open = async (storage = testStorage(disk)) => {
    const data = await openStation('one', disk, server.fetch, { multiInstance: true, storage: await storage })
    opened.unshift(data)
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
    return data
  }
  const leading = await open()
  between()
  // RxDB takes a second database of one name in one program for a mistake; of another storage it is another window.
  const made = await testStorage(disk)
  const second = await open(
    Promise.resolve({ ...made, storage: { ...made.storage, name: 'of-another-window' } }),
  )
  return { leading, second, server }
}

describe('a second window of one PC', () => {
  it('neither writes nor reads courier files, as it does not know what the server has, until it replicates', async () => {
    const { leading, second } = await twoWindows()
    const me = await courierIdentity('one')
    const write = (data: WorkplaceData) => data.courier.write('*', courierKeys[0]!, me)
    const written = await write(leading)
    const refused = { code: 'courier.other-window' }
    await expect(write(second)).rejects.toMatchObject(refused)
    await expect(second.courier.read(new Blob([written.bytes]), courierKeys)).rejects.toMatchObject(refused)
    await leading.close()
    opened.splice(opened.indexOf(leading), 1)
    const number = () =>
      write(second).then(
        (file) => file.number,
        (cause) => cause.code,
      )
    await expect.poll(number, { timeout: 15_000, interval: 200 }).toBe(written.number + 1)
  })

  it('has the first one take a refused record back that the server never had', async () => {
    const server = createScriptedServer()
    server.guard = ({ type }) => (type === 'patient' ? { error: 'forbidden', reason: 'no' } : undefined)
    const { leading, second } = await twoWindows(server)
    const card = testPatient(context)
    await leading.patients.save(card)
    await waitFor(second.sync.status, ({ refused }) => refused === 1)
    expect(await second.sync.withdraw(card.id)).toBe(true)
    expect(await leading.patients.get(card.id)).toBeUndefined()
    await waitFor(second.sync.status, ({ refused }) => refused === 0)
  })

  it('is heard by the first one also when the clock of the PC was put back before it was opened', async () => {
    // As in a browser.
    enforceOptions({ type: 'native' })
    const { now } = Date
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + 365 * 24 * 3_600_000)
    const { second, server } = await twoWindows(createScriptedServer(), () => clock.mockRestore())
    // A window of its own has its own memory of the time: here both are one program.
    const { bc } = [...BROADCAST_CHANNEL_BY_TOKEN.values()].at(-1)!
    Object.assign(bc, { method: { ...Reflect.get(bc, 'method'), microSeconds: () => Date.now() * 1000 } })
    const card = testPatient(context)
    await second.patients.save(card)
    await waitFor(second.sync.status, ({ phase, onlyHere }) => phase === 'idle' && onlyHere === 0)
    await expect.poll(() => server.documents.has(card.id), { timeout: 5000 }).toBe(true)
  })

  it('never says of what it has just saved that the server has it', async () => {
    const server = createScriptedServer()
    const { second } = await twoWindows(server)
    server.fault = () => Promise.reject(new TypeError('no network'))
    const card = testPatient(context)
    await second.patients.save(card)
    const said: (string | undefined)[] = []
    const end = second.sync.watchStates([card.id]).subscribe((states) => said.push(states.get(card.id)?.kind))
    await waitFor(second.sync.status, ({ onlyHere }) => onlyHere === 1)
    end()
    expect(new Set(said)).toEqual(new Set(['only-here']))
  })
})
