import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { createRandom } from '../../../build/seed/random.ts'
import type { ClinicServer } from './clinic-server.ts'
import { createEventLog } from './event-log.ts'
import { createLink } from './link.ts'
import type { VirtualTime } from './virtual-time.ts'
import { fair } from './weather.ts'

it('tells what the server has taken and given in that moment, also of a request that arrives twice', async () => {
  const told: string[] = []
  let asked = 0
  const server = {
    async ask({ path }: { path: string }) {
      asked += 1
      const rows = path.includes('_bulk_docs') ? [{ rev: '1-a' }] : { rows: [{ doc: { _id: 'patient:1' } }] }
      return {
        status: 200,
        headers: {},
        body: Readable.from([Buffer.from(JSON.stringify(rows))]),
        hangUp: () => undefined,
      }
    },
  } as unknown as ClinicServer
  const random = createRandom('link')
  // The pause before the second arrival never ends.
  const pauses: (() => void)[] = []
  const time = {
    now: () => 0,
    sleep: () => (asked === 0 ? Promise.resolve() : new Promise<void>((resolve) => pauses.push(resolve))),
    at: (_place: unknown, work: () => unknown) => work(),
  } as unknown as VirtualTime
  const link = createLink({
    ...{ name: 'pc0', cookie: '', server, time, random, log: createEventLog(time.now, 0) },
    onTaken: (documents) => told.push(`taken ${documents.map(({ _id }) => _id)}`),
    onGiven: (documents) => told.push(`given ${documents.map(({ _id }) => _id)}`),
  })
  link.setWeather({ ...fair, duplicate: 1 })
  const body = JSON.stringify({ docs: [{ _id: 'patient:1' }] })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  link.fetch('http://server/clinic-demo/_bulk_docs', { method: 'POST', body }).catch(() => undefined)
  while (pauses.length === 0) await turn()
  for (let turns = 0; turns < 20; turns++) await turn()
  expect([asked, told]).toEqual([1, ['taken patient:1']])
  asked = 0
  link.fetch('http://server/clinic-demo/_all_docs', { method: 'POST', body: '{}' }).catch(() => undefined)
  while (pauses.length === 1) await turn()
  for (let turns = 0; turns < 20; turns++) await turn()
  expect([asked, told]).toEqual([1, ['taken patient:1', 'given patient:1']])
})
