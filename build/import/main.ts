/** `npm run import -- <command> …`: brings data from elsewhere into Lekar. */
interface ImportCommand {
  /** One line for the overview. */
  summary: string
  /** @returns the exit code */
  load(): Promise<(args: string[]) => Promise<number>>
}

const commands: Record<string, ImportCommand> = {
  fhir: {
    summary: 'FILE… patients as FHIR R4 Bundles, one patient a file; or folders of them',
    load: async () => (await import('./fhir/command.ts')).importFhir,
  },
  classifier: {
    summary: 'FILE… a classifier pack: ICD-10, drug names, districts',
    load: async () => (await import('./classifier/command.ts')).importClassifiers,
  },
}

export {}

const [name, ...args] = process.argv.slice(2)
const command = name === undefined ? undefined : commands[name]
if (command) {
  process.exitCode = await (await command.load())(args)
} else {
  const known = Object.entries(commands).map(
    ([each, { summary }]) => `  npm run import -- ${each} ${summary}`,
  )
  console.error(['What to import:', ...known].join('\n'))
  process.exitCode = name === undefined || name === '--help' ? 0 : 2
}
