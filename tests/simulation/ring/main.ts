// `npm run ring -- kills|visits|visits-beside-file|first-screen [--count N]`: the long runs of the second ring; prints JSON.
import { parseArgs } from 'node:util'
import { killBrowsers } from './kills.ts'
import { measureFirstScreen, measureVisits } from './measure-link.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string', default: '1' }, tls: { type: 'boolean' } },
})
/** Three photos of a phone: half an hour of this line. */
const fileBytes = 4 * 1024 * 1024
const count = (usual: number) => Number(values.count ?? usual)
const runs: Record<string, () => Promise<unknown>> = {
  kills: () => killBrowsers(count(200), Number(values.seed), console.error),
  visits: () => measureVisits(count(20), values.tls),
  'visits-beside-file': () => measureVisits(count(20), values.tls, fileBytes),
  'first-screen': () => measureFirstScreen({ patients: count(2000), visits: count(2000) * 10 }),
}
const run = runs[positionals[0] ?? '']
if (!run) {
  console.error(`Name one of ${Object.keys(runs).join(', ')}.`)
  process.exit(2)
}
console.log(JSON.stringify(await run(), null, 2))
