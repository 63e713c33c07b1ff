import { describe, expect, it } from 'vitest'
import { projectRoot } from '../launch/run-tool.ts'
import { isAllowedLicence } from './licence-expression.ts'
import { lockedPackages } from './locked-packages.ts'
import { packagePolicyProblems, problemsOf } from './package-policy.ts'

const allowed = new Set(['MIT', 'ISC', 'Apache-2.0'])

describe('A licence', () => {
  it.each([
    'MIT',
    '(MIT)',
    'GPL-3.0-only OR MIT',
    '(GPL-3.0-only OR MIT) AND ISC',
    'MIT AND ISC OR GPL-3.0-only',
    'Apache-2.0 WITH LLVM-exception',
  ])('is allowed: %s', (expression) => {
    expect(isAllowedLicence(expression, allowed)).toBe(true)
  })

  it.each([
    '',
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    '(MIT AND GPL-3.0-only)',
    'MIT-evil',
    'MIT GPL-3.0-only',
    '(MIT',
    'MIT)',
    'OR MIT',
    'MIT OR',
    'SEE LICENSE IN LICENSE',
    'UNLICENSED',
    'GPL-2.0-only WITH Classpath-exception-2.0',
  ])('is not allowed: %j', (expression) => {
    expect(isAllowedLicence(expression, allowed)).toBe(false)
  })
})

describe('The packages of the lockfile', () => {
  const one = lockedPackages(projectRoot).find(({ name }) => name === 'fastify')!

  it('keep every rule', () => {
    expect(packagePolicyProblems(projectRoot)).toEqual([])
    expect(lockedPackages(projectRoot).length).toBeGreaterThan(500)
  })

  it.each([
    [{ licence: 'GPL-3.0-only' }, 'licence GPL-3.0-only'],
    [{ licence: 'MPL-2.0' }, 'licence MPL-2.0'],
    [{ licence: undefined }, 'licence not given'],
    [{ hasInstallScript: true }, 'install script'],
    [{ integrity: undefined }, 'no SHA-512'],
    [{ integrity: 'sha1-x' }, 'no SHA-512'],
    [{ name: 'png-js', version: '2.0.0', licence: undefined }, 'licence not given'],
  ])('would be refused with %j', (change, why) => {
    expect(problemsOf({ ...one, ...change })).toEqual([expect.stringContaining(why)])
  })

  it('may be under more licences when only tools need them', () => {
    expect(problemsOf({ ...one, licence: 'MPL-2.0', isTool: true })).toEqual([])
  })
})
