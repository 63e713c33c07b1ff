import { describe, expect, it } from 'vitest'
import { readReport } from './advisories.ts'
import { NotChecked, runSteps } from './steps.ts'

const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc'
const report = (severity: string): string =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      inner: {
        name: 'inner',
        severity,
        via: [{ source: 1, title: 'Reads what it should not', url, severity }],
      },
      outer: { name: 'outer', severity, via: ['inner'] },
    },
    metadata: {},
  })
const today = '2026-11-25'
const read = (text: string, accepted: Parameters<typeof readReport>[1]['accepted'] = []) =>
  readReport(text, { today, accepted })

describe('The report on known weaknesses', () => {
  it.each(['moderate', 'high', 'critical'])('fails the check when it names one that is %s', (severity) => {
    expect(read(report(severity))).toEqual([`inner (${severity}): Reads what it should not ${url}`])
  })

  it('passes when it names none, or only slight ones', () => {
    expect(read('{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}')).toEqual([])
    expect(read(report('low'))).toEqual([])
  })

  it('lets an accepted one pass until its day', () => {
    const one = { advisory: 'GHSA-aaaa-bbbb-cccc', why: 'we do not call it' }
    expect(read(report('high'), [{ ...one, until: '2026-11-25' }])).toEqual([])
    expect(read(report('high'), [{ ...one, until: '2026-11-24' }])).toHaveLength(1)
    expect(read(report('high'), [{ ...one, advisory: 'cccc', until: '2027-01-01' }])).toHaveLength(1)
  })

  it('fails the check when it has another form', () => {
    for (const text of ['', '<html>', '{}', '[]', '{"auditReportVersion":3,"vulnerabilities":{}}'])
      expect(read(text)).toHaveLength(1)
  })

  it('is missed in plain sight where the registry gives none', async () => {
    const outcome = read('{"message":"405 Method Not Allowed - POST https://registry.example/\\nmore"}')
    expect(outcome).toEqual(
      new NotChecked('npm got no report (405 Method Not Allowed - POST https://registry.example/)'),
    )
    const lines: string[] = []
    const steps = [
      { title: 'known weaknesses', run: async () => outcome },
      { title: 'other', run: async () => ['wrong'] },
    ]
    const counts = await runSteps(steps, (line) => lines.push(line))
    expect(lines[0]).toMatch(/^NOT CHECKED known weaknesses: npm got no report/)
    expect(counts).toEqual({ passed: 0, failed: 1, notChecked: 1 })
  })
})
