import type { Profile } from '../people/profile.ts'
import { createRandom } from '../random.ts'

/** The most visits a single card gets: a lonely chronic patient whom the feldsher sees more than once a week. */
const busiestCard = 200

/**
 * How many visits each person gets: old, ill and very young people come often, healthy adults seldom. The sum is
 * exactly `visits` as long as there are people and days enough.
 */
export function visitQuotas(seed: number, profiles: readonly Profile[], visits: number): number[] {
  const weights = profiles.map((profile) => {
    const random = createRandom(seed, 'quota', profile.person.index)
    const age = (profile.until - profile.person.birthDay) / 365.25
    const byAge = age < 3 ? 7 : age < 8 ? 5.5 : age < 18 ? 3.5 : 1.8
    const byIllness = profile.illnesses.length * 2.1 + profile.illnesses.length ** 1.7 * 0.5
    const eager = 0.35 + random.next() ** 2 * 2.2
    const share = Math.max(0.02, (profile.until - profile.from) / 1096)
    return Math.max(0, (byAge + byIllness) * eager * share)
  })
  const quotas = profiles.map(() => 0)
  const most = profiles.map((profile) =>
    Math.max(0, Math.min(120, Math.floor((profile.until - profile.from) * 0.18))),
  )
  let left = visits
  const showcase = showcaseIndex(profiles)
  if (showcase !== undefined) {
    quotas[showcase] = Math.min(busiestCard, Math.floor(visits / 12))
    most[showcase] = quotas[showcase]
    weights[showcase] = 0
    left -= quotas[showcase]
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const wanted = weights.map((weight) => (total > 0 ? (weight / total) * left : 0))
  wanted.forEach((wish, index) => {
    const given = Math.min(most[index] as number, Math.floor(wish))
    quotas[index] = (quotas[index] as number) + given
    left -= given
  })
  // What rounding and the caps left over goes round by round to those who were nearest to one more.
  const order = wanted
    .map((_, index) => index)
    .sort((a, b) => ((wanted[b] as number) % 1) - ((wanted[a] as number) % 1))
  for (let gave = true; left > 0 && gave; ) {
    gave = false
    for (const index of order) {
      if (left <= 0) break
      if ((quotas[index] as number) >= (most[index] as number)) continue
      quotas[index] = (quotas[index] as number) + 1
      left -= 1
      gave = true
    }
  }
  return quotas
}

/** The person whose card shows everything: an old woman with the most illnesses, hypertension and diabetes among them. */
export function showcaseIndex(profiles: readonly Profile[]): number | undefined {
  let best: number | undefined
  let bestScore = 0
  profiles.forEach((profile, index) => {
    const age = (profile.until - profile.person.birthDay) / 365.25
    if (profile.deathDay !== undefined || age < 66 || age > 84) return
    const has = (key: string) =>
      profile.illnesses.some((illness) => illness.template.key === key && !illness.found)
    const score = profile.illnesses.length + (has('hypertension') ? 10 : 0) + (has('diabetes') ? 6 : 0)
    if (score > bestScore) {
      best = index
      bestScore = score
    }
  })
  return best
}
