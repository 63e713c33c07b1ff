// `npm run pack`: builds, then makes the installers of this platform. Arguments go to electron-builder (`-- --dir`).
import { build } from './launch/build-product.ts'
import { showTool } from './launch/run-tool.ts'

const { problems } = await build({ onlyIfChanged: true })
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
process.exit(await showTool('electron-builder', process.argv.slice(2)))
