import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boundaryViolations } from './boundaries.ts'
import { importCycles } from './cycles.ts'
import { readImports } from './import-graph.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lekar-boundaries-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (files: Record<string, string>): void => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
}

describe('The boundary check', () => {
  it.each([
    [
      'shared/kit/a.ts',
      "import { b } from '../../renderer/b.ts'",
      'shared may import only shared and itself',
    ],
    ['shared/kit/a.ts', "import fs from 'node:fs'", 'shared is pure'],
    ['renderer/app/a.ts', "import { x } from '../../sync-server/x.ts'", 'renderer may import only shared'],
    ['renderer/ui/a.tsx', "const d = import('rxdb')", 'only renderer/data knows'],
    ['renderer/ui/a.tsx', "import type { P } from '../features/card/index.ts'", 'ui is furniture'],
    [
      'renderer/features/visit/a.ts',
      "export * from '../card/view/card.tsx'",
      'features/card is entered by its index.ts',
    ],
    ['sync-server/couch/a.ts', "import { DatabaseSync } from 'node:sqlite'", 'only sync-server/store'],
    ['electron/main.ts', "type T = typeof import('../renderer/b.ts')", 'electron may import only shared'],
  ])('turns red when %s says %s', (file, text, why) => {
    write({ [file]: text })
    expect(boundaryViolations(readImports(root))).toEqual([expect.stringContaining(why)])
  })

  it('lets through what the plan of the house allows', () => {
    write({
      'renderer/data/a.ts': "import { createRxDatabase } from 'rxdb'",
      'renderer/features/visit/a.ts':
        "import { x } from '../card/index.ts'; import { k } from '#shared/kit/ids.ts'",
      'sync-server/store/sqlite/a.ts': "import { DatabaseSync } from 'node:sqlite'",
      'tests/contracts/a.ts': "import { s } from '../../sync-server/server.ts'",
    })
    expect(boundaryViolations(readImports(root))).toEqual([])
  })
})

describe('The cycle check', () => {
  it('finds a circle of three files, one of them by a type', () => {
    write({
      'shared/a.ts': "import './b.ts'",
      'shared/b.ts': "import type { C } from '#shared/c.ts'",
      'shared/c.ts': "export { a } from './a.ts'",
      'shared/d.ts': "import './a.ts'",
    })
    expect(importCycles(readImports(root))).toEqual([['shared/a.ts', 'shared/b.ts', 'shared/c.ts']])
  })

  it('is content with a tree', () => {
    write({
      'shared/a.ts': "import './b.ts'; import './c.ts'",
      'shared/b.ts': "import './c.ts'",
      'shared/c.ts': '',
    })
    expect(importCycles(readImports(root))).toEqual([])
  })
})
