import { type CryptoKey, errors, importJWK, type JWK, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { fail, ok, type Result } from '#shared/kit/result.ts'

export const tokenAlgorithms = ['HS256', 'RS256', 'ES256']

const keySetSchema = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string(), kid: z.string().optional(), alg: z.string().optional() }))
    .min(1),
})
const algorithmOfType: Record<string, string> = { oct: 'HS256', RSA: 'RS256', EC: 'ES256' }

/**
 * The keys that tokens are checked with, from a JSON Web Key Set. A key serves the one algorithm of its type: a public
 * key is never taken for a shared secret. A token without `kid` is checked with the only key of its algorithm.
 */
export async function readTokenKeys(text: string): Promise<Result<JWTVerifyGetKey, string>> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail('the key file is not JSON')
  }
  const parsed = keySetSchema.safeParse(json)
  if (!parsed.success) return fail('the key file is no JSON Web Key Set: {"keys": [...]}')
  const keys: { kid: string | undefined; alg: string; key: CryptoKey | Uint8Array }[] = []
  for (const [index, jwk] of parsed.data.keys.entries()) {
    const alg = algorithmOfType[jwk.kty]
    if (alg === undefined || (jwk.alg !== undefined && jwk.alg !== alg))
      return fail(`key ${index + 1}: only HS256 (oct), RS256 (RSA) and ES256 (EC) are taken`)
    try {
      const key = await importJWK(jwk as JWK, alg)
      if (key instanceof Uint8Array && key.length < 32) return fail(`key ${index + 1}: shorter than 256 bits`)
      keys.push({ kid: jwk.kid, alg, key })
    } catch {
      return fail(`key ${index + 1}: cannot be read`)
    }
  }
  return ok((header) => {
    const fitting = keys.filter(
      (each) => each.alg === header.alg && (header.kid === undefined || each.kid === header.kid),
    )
    if (fitting.length !== 1) throw new errors.JWKSNoMatchingKey()
    return fitting[0]!.key
  })
}
