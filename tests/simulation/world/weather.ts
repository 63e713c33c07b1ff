import type { Random } from '../../../build/seed/random.ts'

/** What the link of one station is like at the moment. Shares are of requests, 0 to 1. */
export interface Weather {
  name: string
  down: boolean
  latencyMs: readonly [number, number]
  /** Never reaches the server. */
  lostRequest: number
  /** The server has done its work, and nobody hears of it. */
  lostAnswer: number
  /** Reaches the server twice; one of the two answers comes back. */
  duplicate: number
  /** The body ends in the middle. */
  cutAnswer: number
  /** Something else answers: before the server, or instead of its answer. */
  strange: number
  /** A proxy that takes no larger bodies, characters; undefined for none. */
  largestBody: number | undefined
}

const calm: Weather = {
  name: 'calm',
  down: false,
  latencyMs: [10, 80],
  lostRequest: 0,
  lostAnswer: 0,
  duplicate: 0,
  cutAnswer: 0,
  strange: 0,
  largestBody: undefined,
}
export const fair: Weather = calm
/** A station that never has a link. */
export const noLink: Weather = { ...calm, name: 'no link', down: true }

/** A weather for the next while. */
export function drawWeather(random: Random): Weather {
  const kind = random.weighted(['fair', 'outage', 'mobile', 'lossy', 'strange', 'echo'] as const, (each) =>
    each === 'fair' ? 3 : each === 'outage' ? 4 : 2,
  )
  switch (kind) {
    case 'fair':
      return calm
    case 'outage':
      return { ...calm, name: kind, down: true }
    case 'mobile':
      return { ...calm, name: kind, latencyMs: [300, 4000], lostRequest: 0.03, lostAnswer: 0.03 }
    case 'lossy':
      return {
        ...calm,
        name: kind,
        latencyMs: [50, 2000],
        lostRequest: 0.2,
        lostAnswer: 0.25,
        cutAnswer: 0.1,
      }
    case 'echo':
      return { ...calm, name: kind, latencyMs: [20, 3000], duplicate: 0.4, lostAnswer: 0.1 }
    case 'strange':
      return {
        ...calm,
        name: kind,
        strange: 0.4,
        cutAnswer: 0.1,
        largestBody: random.chance(0.5) ? random.int(600, 3000) : undefined,
      }
  }
}

export interface StrangeAnswer {
  name: string
  status: number
  ours: boolean
  body: string
}

const couch = (status: number, error: string): StrangeAnswer => ({
  name: String(status),
  status,
  ours: true,
  body: JSON.stringify({ error, reason: 'x' }),
})

/** Answers that come in the server's place. */
export const strangeAnswers: readonly StrangeAnswer[] = [
  couch(401, 'unauthorized'),
  couch(403, 'forbidden'),
  couch(429, 'too_many_requests'),
  couch(500, 'internal_server_error'),
  { name: '503', status: 503, ours: false, body: '' },
  { name: '502', status: 502, ours: false, body: '<html>Bad Gateway</html>' },
  { name: 'portal', status: 200, ours: false, body: '<html>Войдите в сеть</html>' },
  { name: 'portal 401', status: 401, ours: false, body: '<html>Войдите в сеть</html>' },
  { name: 'empty', status: 200, ours: true, body: '' },
  { name: 'other JSON', status: 200, ours: true, body: '{"hello":1}' },
]
export const tooLarge: StrangeAnswer = {
  name: '413',
  status: 413,
  ours: false,
  body: '<html>Too large</html>',
}
