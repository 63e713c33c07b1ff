import { describe, expect, it } from 'vitest'
import { crashReport, redact } from './crash-report.ts'

const where = { page: '#/patients/patient:01ARZ3NDEKTSV4RRFFQ69G5FAV', userAgent: 'test', nowMs: 0 }

describe('the crash report', () => {
  it('holds no name, number, quotation or id of a patient', () => {
    const error = new Error(
      "no visit of Ковалёва-Жук Алеся 4171294B054PB0 'живёт одна' visit:01ARZ3NDEKTSV4RRFFQ69G5FAV",
    )
    const text = JSON.stringify(crashReport(error, where))
    for (const secret of ['Ковал', 'Жук', 'Алеся', '4171294', 'живёт', '01ARZ3'])
      expect(text).not.toContain(secret)
    expect(text).toContain('no visit of')
  })

  it('keeps the place of the error', () => {
    const report = crashReport(new TypeError('x is undefined'), where)
    expect(report.error).toBe('TypeError: x is undefined')
    expect(report.stack.some((line) => line.includes('crash-report.test'))).toBe(true)
  })

  it('takes anything that was thrown', () => {
    expect(crashReport('plain text', where).error).toBe('Error: plain text')
    expect(redact('ўсё добра')).toBe('… …')
  })
})
