// Many stations that wait on the live feed, in a process of their own. Speaks with its parent by lines of JSON.
import { createInterface } from 'node:readline'
import { createServerClient } from './server-client.ts'

const [url = '', user = '', database = '', feed = '', count = ''] = process.argv.slice(2)
const client = createServerClient(url, user)
const { update_seq } = await client.ask<{ update_seq: string }>('GET', `/${database}`)
const told: number[] = []
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
const now = (): number => performance.timeOrigin + performance.now()

/** Waits; notes when news came; a longpoll then asks again. */
async function wait(since: string): Promise<void> {
  const path = `/${database}/_changes?feed=${feed}&heartbeat=30000&since=${encodeURIComponent(since)}`
  const answer = await client.open(path)
  let text = ''
  answer.on('data', (part: Buffer) => {
    const fresh = part.toString()
    text = (text + fresh).slice(-4000)
    if (fresh.includes('"id"')) told.push(now())
  })
  answer.on('end', () => {
    const next = /"last_seq":"([^"]+)"/.exec(text)?.[1]
    if (next) void wait(next)
  })
}
// A few at a time: the kernel's queue of new connections is short.
for (let from = 0; from < Number(count); from += 50)
  await Promise.all(Array.from({ length: Math.min(50, Number(count) - from) }, () => wait(update_seq)))
say({ waiting: Number(count) })
for await (const line of createInterface(process.stdin)) {
  if (line === 'forget') told.length = 0
  if (line === 'told') say({ told })
}
