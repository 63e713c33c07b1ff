import type { Result } from '#shared/kit/result.ts'

/** The options of a command. Ends the process when they are wrong (2) or only help was asked for (0). */
export function optionsOrEnd<Options>(found: Result<Options | 'help', string>, usage: string): Options {
  if (!found.ok) {
    console.error(`${found.error}\n\n${usage}`)
    process.exit(2)
  }
  if (found.value === 'help') {
    console.log(usage)
    process.exit(0)
  }
  return found.value as Options
}
