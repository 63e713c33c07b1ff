// `npm run bench [-- NAME...] [-- --out FILE]`: measures and prints JSON. Names: search, icd, server, relay, sync,
// station, unlock. The station is the product as people use it: a real server process, the built workplace, a real browser.
// The server at several sizes: `-- server --documents 20000,200000,2000000 --runs 3 --stations 2000`.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchFirstSync } from './first-sync.ts'
import { benchIcdSearch } from './icd-search.ts'
import { machine } from './machine.ts'
import { benchRelay } from './relay.ts'
import { benchSearch } from './search.ts'
import { benchServer } from './server.ts'
import { benchStation } from './station.ts'
import { benchUnlock } from './unlock.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    patients: { type: 'string', default: '10000' },
    visits: { type: 'string', default: '100000' },
    documents: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '3' },
    stations: { type: 'string', default: '2000' },
  },
})

const benches: Record<string, () => unknown> = {
  search: () => benchSearch(),
  icd: () => benchIcdSearch(),
  server: () =>
    benchServer({
      documents: values.documents.split(',').map(Number),
      runs: Number(values.runs),
      stations: Number(values.stations),
    }),
  relay: () => benchRelay(),
  sync: () => benchFirstSync({ patients: Number(values.patients), visits: Number(values.visits) }),
  station: () => benchStation({ patients: Number(values.patients), visits: Number(values.visits) }),
  unlock: () => benchUnlock({ patients: Number(values.patients), visits: Number(values.visits) }),
}

const unknown = positionals.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

const results: Record<string, unknown> = {}
for (const [name, run] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  console.error(`measuring ${name}...`)
  results[name] = await run()
}
const report = JSON.stringify(
  { measuredAt: new Date().toISOString(), machine: machine(), ...results },
  null,
  2,
)
if (values.out !== undefined) writeFileSync(values.out, `${report}\n`)
console.log(report)
