const token = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\{(\d+)(?:(,)(\d*))?\}|[\s\S]/g

/**
 * How large a pattern is when its repetitions are written out, roughly: the linear engine does so, and looks at all of it
 * for each character of a text. `((a{15}){15}){15}` is 18 characters long and has 3,375 places.
 */
export function patternSize(source: string): number {
  const outside: number[] = []
  let size = 0
  let last = 0
  for (const [text, least, comma, most] of source.matchAll(token)) {
    if (text === '(') {
      outside.push(size)
      size = 0
    } else if (text === ')') {
      last = size + 1
      size = (outside.pop() ?? 0) + last
    } else if (least !== undefined) {
      const times = Math.max(1, Number(least) + (comma && most === '' ? 1 : 0), Number(most ?? 0))
      size += last * (times - 1)
      last *= times
    } else {
      last = text.length
      size += last
    }
  }
  return size
}
