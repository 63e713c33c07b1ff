import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, runTool } from './run-tool.ts'

const stampFile = join(projectRoot, 'dist', '.built-from')
const sourceFolders = ['renderer', 'shared', 'electron', 'reference']
const sourceFiles = ['vite.config.ts', 'package-lock.json', 'tsconfig.json']

/** A hash over everything the build reads; two equal hashes mean the same product. */
function sourcesHash(): string {
  const hash = createHash('sha256')
  const add = (file: string): void => {
    hash.update(file).update(readFileSync(join(projectRoot, file)))
  }
  for (const folder of sourceFolders.filter((name) => existsSync(join(projectRoot, name))))
    for (const entry of readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        add(join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
  for (const file of sourceFiles) add(file)
  return hash.digest('hex')
}

/** Builds the workplace and the shell. `problems` holds what a failed bundler said. */
export async function build(options: {
  onlyIfChanged: boolean
}): Promise<{ built: boolean; seconds: number; problems: string[] }> {
  const hash = sourcesHash()
  if (options.onlyIfChanged && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash)
    return { built: false, seconds: 0, problems: [] }
  const startedMs = performance.now()
  rmSync(stampFile, { force: true })
  const problems = await runTool('vite', ['build', '--logLevel', 'warn'])
  if (problems.length === 0) {
    mkdirSync(join(projectRoot, 'dist'), { recursive: true })
    writeFileSync(stampFile, hash)
  }
  return { built: true, seconds: Math.round((performance.now() - startedMs) / 1000), problems }
}
