import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The installed commands we run, and the package each comes in. */
const toolPackages = {
  tsc: 'typescript',
  biome: '@biomejs/biome',
  vite: 'vite',
  vitest: 'vitest',
  playwright: '@playwright/test',
  'electron-builder': 'electron-builder',
} as const
export type Tool = keyof typeof toolPackages

/** The script of a tool; run by our own Node it needs no shell on any system. */
function toolScript(tool: Tool): string {
  const folder = join(projectRoot, 'node_modules', toolPackages[tool])
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  return join(folder, typeof bin === 'string' ? bin : bin[tool]!)
}

interface RunOptions {
  env?: NodeJS.ProcessEnv
  stdio?: 'inherit' | 'pipe'
}

/** Starts a script with our own Node, which its children find first on their PATH too. */
export function spawnNode(script: string, args: readonly string[], options: RunOptions = {}): ChildProcess {
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`
  return spawn(process.execPath, [script, ...args], {
    cwd: projectRoot,
    env: { ...process.env, PATH, NO_COLOR: '1', ...options.env },
    stdio: options.stdio === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs a tool with its output shown; answers its exit code. */
export function showTool(tool: Tool, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawnNode(toolScript(tool), args, { env, stdio: 'inherit' })
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
}

/** Runs a tool quietly: answers the lines it printed when it failed, nothing when it passed. */
export const runTool = (
  tool: Tool,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string[]> => quietly(tool, spawnNode(toolScript(tool), args, { env }))

/** Runs a script of ours quietly, as `runTool` does. */
export const runScript = (script: string, args: readonly string[] = []): Promise<string[]> =>
  quietly(script, spawnNode(join(projectRoot, script), args))

function quietly(name: string, child: ChildProcess): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve([])
      const lines = output.split('\n').filter((line) => line.trim() !== '')
      resolve(lines.length > 0 ? lines : [`${name} ended with code ${code}`])
    })
  })
}
