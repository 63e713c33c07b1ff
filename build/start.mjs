// `npm start`: see build/launch/start.ts. Node from 20.19 on can run this file.
import { runWithOwnNode } from './launch/bootstrap.mjs'

await runWithOwnNode('build/launch/start.ts')
