import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { sbomFile, sbomOf } from '../pack/sbom.ts'
import { projectRoot, runTool } from './run-tool.ts'

const stampFile = join(projectRoot, 'dist', '.built-from')
const sourceFolders = ['renderer', 'shared', 'electron', 'build/bundle', 'build/pack']
const sourceFiles = ['vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

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
  const problems = [...(await runTool('vite', ['build', '--logLevel', 'warn'])), ...(await buildShell())]
  if (problems.length === 0) {
    mkdirSync(join(projectRoot, 'dist'), { recursive: true })
    writeFileSync(join(projectRoot, 'dist', sbomFile), JSON.stringify(sbomOf(projectRoot), undefined, 1))
    writeFileSync(stampFile, hash)
  }
  return { built: true, seconds: Math.round((performance.now() - startedMs) / 1000), problems }
}

/** The shell's two scripts: main as a module, preload as CommonJS because a sandboxed preload must be that. */
async function buildShell(): Promise<string[]> {
  const folder = join(projectRoot, 'dist', 'electron')
  rmSync(folder, { recursive: true, force: true })
  const scripts = [
    { input: 'electron/main.ts', file: 'main.js', format: 'esm' },
    { input: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' },
  ] as const
  try {
    for (const { input, file, format } of scripts) {
      const bundle = await rolldown({
        input: join(projectRoot, input),
        external: ['electron'],
        platform: 'node',
      })
      await bundle.write({ file: join(folder, file), format, minify: false })
      await bundle.close()
    }
    return []
  } catch (error) {
    return [String(error)]
  }
}
