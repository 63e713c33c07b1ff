import { expect, it } from 'vitest'
import { signVisit } from '#shared/domain/visit/visit.commands.ts'
import { testDraft, testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import { bornSecret, importSecret } from './clinician-key.ts'
import { answerKeyRequest, answersKeyRequests, useKeyRequest } from './key-request.ts'
import { signElectronically } from './sign-document.ts'
import { askedSigner, setSigner } from './signer-store.ts'

const own = async () => importSecret('practitioner:doctor', (await bornSecret())!)

it('waits for the person at the screen where the key is closed', async () => {
  const key = await own()
  setSigner({ phase: 'closed' })
  const end = answersKeyRequests()
  const opened = askedSigner()
  expect(useKeyRequest.getState().asked).toBe(true)
  setSigner({ phase: 'ready', key })
  answerKeyRequest('go-on')
  expect(await opened).toBe(key)
  expect(useKeyRequest.getState().asked).toBe(false)
  end()
})

it('goes on without the key when the person says so, and where there is no screen', async () => {
  setSigner({ phase: 'closed' })
  expect(await askedSigner()).toBeUndefined()
  const end = answersKeyRequests()
  const refused = askedSigner()
  answerKeyRequest('go-on')
  expect(await refused).toBeUndefined()
  end()
})

it('signs nothing when the person goes back, or the screen is locked meanwhile', async () => {
  const made = signVisit(testDraft(), testVisitContext())
  if (!made.ok) throw new Error('the draft of the fixture cannot be signed')
  setSigner({ phase: 'closed' })
  const end = answersKeyRequests()
  const back = signElectronically(made.value)
  answerKeyRequest('given-up')
  expect(await back).toBeUndefined()
  const locked = signElectronically(made.value)
  end()
  expect(await locked).toBeUndefined()
})
