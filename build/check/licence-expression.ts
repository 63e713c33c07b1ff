/**
 * True when an SPDX expression lets us use a package under allowed licences alone: of `A OR B` one is enough, `A AND B`
 * needs both, an exception (`WITH`) only adds rights. What cannot be read is not allowed.
 */
export function isAllowedLicence(expression: string, allowed: ReadonlySet<string>): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0

  const one = (): boolean => {
    const token = tokens[at++]
    if (token === '(') {
      const inner = either()
      if (tokens[at++] !== ')') throw new SyntaxError('no closing bracket')
      return inner
    }
    if (token === undefined || token === ')' || /^(AND|OR|WITH)$/.test(token))
      throw new SyntaxError('no licence')
    if (tokens[at] === 'WITH') at += 2
    return allowed.has(token)
  }
  const both = (): boolean => {
    let result = one()
    for (; tokens[at] === 'AND'; ) {
      at += 1
      result = one() && result
    }
    return result
  }
  const either = (): boolean => {
    let result = both()
    for (; tokens[at] === 'OR'; ) {
      at += 1
      result = both() || result
    }
    return result
  }
  try {
    return either() && at === tokens.length
  } catch {
    return false
  }
}
