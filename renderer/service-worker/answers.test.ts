import { describe, expect, it } from 'vitest'
import { isWorkplaceFile, withFreshNonce } from './answers.ts'

const scope = new URL('http://clinic.local:4180/app/')
const get = (url: string, method = 'GET') => isWorkplaceFile({ method, url }, scope)

describe('what the service worker answers', () => {
  it('answers files of the workplace only', () => {
    expect(get('http://clinic.local:4180/app/')).toBe(true)
    expect(get('http://clinic.local:4180/app/assets/index-abc.js')).toBe(true)
  })

  it.each([
    'http://clinic.local:4180/api/status',
    'http://clinic.local:4180/_session',
    'http://clinic.local:4180/clinic-demo/_changes',
    'http://clinic.local:4180/application/',
    'http://elsewhere.local:4180/app/',
  ])('leaves %s to the network', (url) => {
    expect(get(url)).toBe(false)
  })

  it('never answers a write', () => {
    expect(get('http://clinic.local:4180/app/', 'POST')).toBe(false)
  })
})

describe('the kept page', () => {
  const kept = () =>
    new Response('<meta nonce="OLD+1=="><script nonce="OLD+1=="></script>', {
      headers: { 'content-security-policy': "script-src 'self' 'nonce-OLD+1=='; style-src 'nonce-OLD+1=='" },
    })

  it('gets a new nonce at every load, the same in header and text', async () => {
    const answer = await withFreshNonce(kept(), new Uint8Array([1, 2, 3]))
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toBe("script-src 'self' 'nonce-AQID'; style-src 'nonce-AQID'")
    expect(await answer.text()).toBe('<meta nonce="AQID"><script nonce="AQID"></script>')
  })

  it('keeps its other protection', async () => {
    const policy = (await withFreshNonce(kept(), new Uint8Array([9]))).headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self'")
  })

  it('is given as it is where the server set no nonce', async () => {
    const plain = new Response('<p>', { headers: { 'content-security-policy': "default-src 'self'" } })
    expect(await withFreshNonce(plain, new Uint8Array([1]))).toBe(plain)
  })
})
