import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { changePassword, chooseFirstPassword } from './own-password.ts'
import { sessionServices } from './session-services.ts'
import { signIn } from './sign-in.ts'
import { profileOf, testPc, whoIsOpen } from './test-pc.ts'

const chosen = 'четыре сойки на яблоне'

/** A server that knows one password and may lose its answer after the deed. */
function serverWith(password: string) {
  const { server } = sessionServices()
  const state = { password, loses: false, line: true }
  vi.spyOn(server, 'changePassword').mockImplementation(
    async (old, next): Promise<Result<ReturnType<typeof profileOf>, ErrorCode>> => {
      if (!state.line) return fail('network.unreachable')
      if (old !== state.password) return fail('session.wrong-old-password')
      state.password = next
      if (!state.loses) return ok(profileOf('doctor'))
      state.loses = false
      return fail('network.timeout')
    },
  )
  const known = server.signIn.bind(server)
  vi.spyOn(server, 'signIn').mockImplementation(async (user, typed) => {
    if (!state.line) return fail('network.unreachable')
    return typed === state.password ? known(user, typed) : fail('session.wrong-password')
  })
  return state
}
beforeEach(() => void testPc())

describe('the first password', () => {
  it('is known to be changed when the answer was lost, and the person is in', async () => {
    const server = serverWith('k7mq-xw3d')
    server.loses = true
    expect(await chooseFirstPassword('doctor', 'k7mq-xw3d', chosen)).toEqual(ok(undefined))
    expect(whoIsOpen()).toBe('doctor')
  })

  it('goes on at the next try when the line went with the answer', async () => {
    const server = serverWith('k7mq-xw3d')
    server.loses = true
    vi.mocked(sessionServices().server.signIn).mockResolvedValueOnce(fail('network.unreachable'))
    expect(await chooseFirstPassword('doctor', 'k7mq-xw3d', chosen)).toEqual(fail('network.timeout'))
    expect(await chooseFirstPassword('doctor', 'k7mq-xw3d', chosen)).toEqual(ok(undefined))
    expect(whoIsOpen()).toBe('doctor')
  })

  it('is not changed without a line, and says so', async () => {
    const server = serverWith('k7mq-xw3d')
    server.line = false
    expect(await chooseFirstPassword('doctor', 'k7mq-xw3d', chosen)).toEqual(fail('network.unreachable'))
    expect(server.password).toBe('k7mq-xw3d')
    expect(whoIsOpen()).toBeUndefined()
  })
})

it('another password is known to be changed when the answer was lost', async () => {
  const server = serverWith('secret')
  await signIn('doctor', 'secret')
  server.loses = true
  expect(await changePassword('secret', chosen)).toEqual(ok(undefined))
  server.line = false
  expect(await signIn('doctor', 'secret')).toEqual(fail('session.wrong-password'))
  expect(await signIn('doctor', chosen)).toEqual(ok(undefined))
})
