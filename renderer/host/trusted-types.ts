import { trustedTypesPolicyName } from '#shared/contract/content-security-policy.ts'

interface TrustedTypesPolicy {
  createHTML(html: string): string
  createScriptURL(url: string): string
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: TrustedTypesPolicy): TrustedTypesPolicy
}

let made: TrustedTypesPolicy | undefined

const rules: TrustedTypesPolicy = {
  createHTML: (html) => html,
  createScriptURL(url) {
    if (new URL(url, document.baseURI).origin !== location.origin)
      throw new TypeError('a script of another origin')
    return url
  },
}

/**
 * The only way in which text becomes HTML or the address of a script: the workplace's policy (CSP) lets the browser
 * refuse every other, ours by mistake included. Browsers without Trusted Types take the text as it is.
 */
function policy(): TrustedTypesPolicy {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory }
  made ??= trustedTypes?.createPolicy(trustedTypesPolicyName, rules) ?? rules
  return made
}

/** HTML for a frame that runs no scripts; all texts in it must be escaped already. */
export const trustedHtml = (html: string): string => policy().createHTML(html)

/** The address of a worker's script; throws for one of another origin. */
export const trustedScriptUrl = (url: URL): string => policy().createScriptURL(url.href)
