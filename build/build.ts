// `npm run build`: the workplace into dist/renderer, the Electron shell into dist/electron. `--if-changed` builds only when a source changed.
import { build } from './launch/build-product.ts'

const result = await build({ onlyIfChanged: process.argv.includes('--if-changed') })
if (result.problems.length > 0) {
  console.error(result.problems.join('\n'))
  process.exit(1)
}
console.log(result.built ? `Built in ${result.seconds} s.` : 'Nothing changed since the last build.')
