import { spawn } from 'node:child_process'
import { z } from 'zod'
import { NotChecked } from './steps.ts'

/**
 * Advisories that do not concern us: what they are about, why, and until when that was looked at. After that day they
 * are problems again.
 */
export interface Accepted {
  advisory: string
  why: string
  until: string
}
export const accepted: readonly Accepted[] = []

const reportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']),
      via: z.array(z.union([z.string(), z.object({ url: z.string(), title: z.string() })])),
    }),
  ),
})
const failureSchema = z.object({ message: z.string() })

const harmless = new Set(['info', 'low'])

/** What npm's report on known weaknesses means: problems, none, or that there was no report. */
export function readReport(
  text: string,
  { today, accepted }: { today: string; accepted: readonly Accepted[] },
): string[] | NotChecked {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return ["npm's answer cannot be read"]
  }
  const report = reportSchema.safeParse(json)
  if (!report.success) {
    const failure = failureSchema.safeParse(json)
    return failure.success
      ? new NotChecked(`npm got no report (${failure.data.message.split('\n')[0]})`)
      : ["npm's answer has another form than we know"]
  }
  const isAccepted = (url: string): boolean =>
    accepted.some(({ advisory, until }) => url.endsWith(`/${advisory}`) && today <= until)
  return Object.entries(report.data.vulnerabilities).flatMap(([name, { severity, via }]) =>
    harmless.has(severity)
      ? []
      : via.flatMap((each) =>
          typeof each === 'string' || isAccepted(each.url)
            ? []
            : [`${name} (${severity}): ${each.title} ${each.url}`],
        ),
  )
}

/** Asks the registry, through npm, for known weaknesses of what the product holds. */
export async function knownWeaknesses(root: string, today: string): Promise<string[] | NotChecked> {
  const text = await new Promise<string>((resolve) => {
    const child = spawn('npm audit --package-lock-only --omit=dev --json', {
      cwd: root,
      shell: true,
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.on('error', () => resolve('{"message":"npm cannot be started"}'))
    child.on('close', () => resolve(output || '{"message":"npm said nothing within a minute"}'))
  })
  const outcome = readReport(text, { today, accepted })
  // Where a release is made the report must be there.
  return outcome instanceof NotChecked && process.env.LEKAR_AUDIT === 'required' ? [outcome.why] : outcome
}
