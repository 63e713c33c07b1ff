// `npm run ring -- kills|visits|visits-beside-file|first-screen`: the long runs of the second ring, see options.ts;
// prints JSON.

import { optionsOrEnd } from '../options-or-end.ts'
import { killBrowsers } from './kills.ts'
import { measureFirstScreen, measureVisits } from './measure-link.ts'
import { type RingOptions, ringOptions, usage } from './options.ts'

const { run, count, seed, tls } = optionsOrEnd(ringOptions(process.argv.slice(2)), usage)
/** Three photos of a phone: half an hour of this line. */
const fileBytes = 4 * 1024 * 1024
const runs: Record<RingOptions['run'], () => Promise<unknown>> = {
  kills: () => killBrowsers(count, seed, console.error),
  visits: () => measureVisits(count, tls),
  'visits-beside-file': () => measureVisits(count, tls, fileBytes),
  'first-screen': () => measureFirstScreen({ patients: count, visits: count * 10 }),
}
console.log(JSON.stringify(await runs[run](), null, 2))
