import { expect, it } from 'vitest'
import { bornSecret, importSecret } from './clinician-key.ts'
import { answerKeyRequest, answersKeyRequests, useKeyRequest } from './key-request.ts'
import { openedSigner, setSigner } from './signer-store.ts'

const own = async () => importSecret('practitioner:doctor', (await bornSecret())!)

it('waits for the person at the screen where the key is closed', async () => {
  const key = await own()
  setSigner({ phase: 'closed' })
  const end = answersKeyRequests()
  const opened = openedSigner()
  expect(useKeyRequest.getState().asked).toBe(true)
  setSigner({ phase: 'ready', key })
  answerKeyRequest()
  expect(await opened).toBe(key)
  expect(useKeyRequest.getState().asked).toBe(false)
  end()
})

it('goes on without the key when the person says so, when the screen goes, and where there is none', async () => {
  setSigner({ phase: 'closed' })
  expect(await openedSigner()).toBeUndefined()
  const end = answersKeyRequests()
  const refused = openedSigner()
  answerKeyRequest()
  expect(await refused).toBeUndefined()
  const left = openedSigner()
  end()
  expect(await left).toBeUndefined()
})
