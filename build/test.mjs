// `npm test`: see build/test/run-all.ts. Node from 20.19 on can run this file.
import { runWithOwnNode } from './launch/bootstrap.mjs'

await runWithOwnNode('build/test/run-all.ts')
