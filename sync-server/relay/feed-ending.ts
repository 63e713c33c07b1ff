/** Looks at a feed as it passes, so that it can be ended well when the other side breaks off. */
export interface FeedWatch {
  /** What of this chunk may be sent on now. */
  pass(chunk: Buffer): Buffer
  /** A valid end, or undefined when only a cut answer is true: the client must not take it for whole. */
  ending(): string | undefined
}

/** The sequence to go on from, when the client's own `since` says it. */
export const knownSince = (since: string | undefined): string | undefined => {
  if (since === undefined || since === '') return '0'
  const plain = since.replaceAll('"', '')
  return plain === 'now' || !/^[\w-]{1,2000}$/.test(plain) ? undefined : plain
}

const lastLine = (since: string): string => `"last_seq":"${since}","pending":0`

/** A longpoll without a row can end with nothing; one row begun cannot be taken back. */
export function watchLongpoll(since: string | undefined): FeedWatch {
  const opening = '{"results":['
  let seen = ''
  return {
    pass(chunk) {
      if (seen.length <= opening.length) seen += chunk.toString('latin1').replace(/\s/g, '')
      return chunk
    },
    ending() {
      if (since === undefined || (seen !== '' && seen !== opening)) return undefined
      return `${seen === '' ? opening : ''}\n],\n${lastLine(since)}}\n`
    },
  }
}

/** A continuous feed passes whole lines and ends after the last row it has passed; without one it is cut. */
export function watchContinuous(): FeedWatch {
  let held = Buffer.alloc(0)
  let last: string | undefined
  return {
    pass(chunk) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const end = bytes.lastIndexOf(10) + 1
      held = Buffer.from(bytes.subarray(end))
      const whole = bytes.subarray(0, end)
      last = sequenceOfLastLine(whole) ?? last
      return whole
    },
    ending: () => (last === undefined ? undefined : `{${lastLine(last)}}\n`),
  }
}

function sequenceOfLastLine(lines: Buffer): string | undefined {
  const text = lines.toString().trimEnd()
  const line = text.slice(text.lastIndexOf('\n') + 1)
  return line === '' ? undefined : /"(?:seq|last_seq)":"([\w-]+)"/.exec(line)?.[1]
}

/** A browser comes again with the id of the last event it has whole. */
export function watchEvents(): FeedWatch {
  return { pass: (chunk) => chunk, ending: () => '' }
}
