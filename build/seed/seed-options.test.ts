import { expect, it } from 'vitest'
import { parseSeedOptions } from './seed-options.ts'

const optionsOf = (args: string[], environment = {}) => {
  const parsed = parseSeedOptions(args, environment)
  if (!parsed.ok || parsed.value === 'help') throw new Error('not options')
  return parsed.value
}

it('stands on the demonstration of 2,000 patients and 20,000 visits', () => {
  expect(optionsOf([], { LEKAR_ADMIN_PASSWORD: 'from-environment' })).toMatchObject({
    server: 'http://127.0.0.1:4180',
    adminUser: 'admin',
    adminPassword: 'from-environment',
    patients: 2000,
    visits: 20_000,
    todayMs: undefined,
    out: undefined,
  })
})

it('reads what is given', () => {
  const args = ['--server', 'http://x:1/', '--patients', '10', '--today', '2026-03-01', '--out', 'file']
  expect(optionsOf(args)).toMatchObject({ server: 'http://x:1', patients: 10, out: 'file' })
  expect(optionsOf(args).todayMs).toBe(Date.parse('2026-03-01T15:00:00Z'))
})

it.each([[['--patients', 'many']], [['--today', '2026-13-01']], [['--unknown', '1']], [['--seed']]])(
  'refuses %j with a reason',
  (args) => expect(parseSeedOptions(args, {})).toMatchObject({ ok: false }),
)
