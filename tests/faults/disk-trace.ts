import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One change that a process made on the disk. */
export type DiskChange =
  | { kind: 'write'; path: string; offset: number; bytes: Buffer }
  | { kind: 'truncate'; path: string; offset: number }
  | { kind: 'sync'; path: string }
  | { kind: 'unlink'; path: string }
  | { kind: 'rename'; path: string; to: string }

/** Builds the library that writes changes down. Undefined where there is no C compiler or no Linux. */
export function buildTracer(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  const library = join(folder, 'disk-trace.so')
  const source = join(import.meta.dirname, 'disk-trace.c')
  const built = spawnSync('cc', ['-O1', '-shared', '-fPIC', '-o', library, source, '-ldl', '-lpthread'])
  return built.status === 0 ? library : undefined
}

/** Reads what the tracer wrote down, in order. */
export function readTrace(log: string): DiskChange[] {
  const text = readFileSync(log)
  const changes: DiskChange[] = []
  let at = 0
  while (at < text.length) {
    const end = text.indexOf(10, at)
    const [kind = '', length = '', offset = '', ...rest] = text.toString('utf8', at, end).split(' ')
    const [path = '', to = ''] = rest.join(' ').split('\t')
    at = end + 1
    if (kind === 'write') {
      changes.push({ kind, path, offset: Number(offset), bytes: text.subarray(at, at + Number(length)) })
      at += Number(length)
    } else if (kind === 'truncate') changes.push({ kind, path, offset: Number(offset) })
    else if (kind === 'rename') changes.push({ kind, path, to })
    else if (kind === 'sync' || kind === 'unlink') changes.push({ kind, path })
    else throw new Error(`unknown record ${kind}`)
  }
  return changes
}
