import { describe, expect, it } from 'vitest'
import { runSeeds } from './run-seeds.ts'
import { type Saboteur, saboteurs } from './saboteurs.ts'
import { problemsOf } from './world/seed-result.ts'

/** Seeds that once failed, and what was wrong. They stay. */
const onceFailed: [seed: number, what: string][] = [
  [1, 'a document put aside that came by another way stayed refused for ever'],
  [4, 'a card that was deleted rose again when its first push was sent once more'],
  [6, 'a clock that was put back by years kept a document aside for years'],
  [8, 'an older page that slipped past a push stood, as our own row was left out'],
  [12, 'after a restore an old state of one station went over a new edit of another'],
  [5008, 'what was refused for a patient who had moved away was not sent when the patient was back'],
  [19, 'an older row of the very first part of the feed went over a push, unnoticed'],
  [2002, 'a push that failed half-way was tried again with rows that had been emptied'],
  [3, 'a refused document held up every other of a courier file'],
  [135, 'an older state of the server went over a later one, stamped by a clock that was years ahead'],
  [465, 'a deletion that came by a file was not counted at its reader'],
  [711, 'what a file brought of the server stayed for ever when the first look at the server failed'],
  [768, 'the same of a prescription that had been cancelled meanwhile'],
  [867, 'the same'],
  [309, 'a state that the server had before and has again was not given after another one in between'],
  [9, 'a feldsher could not join two states of what a doctor had prescribed free of charge'],
  [3011, 'an edit on top of a push whose other documents were still on the way was never shown here'],
]
const workers = 2
const long = 600_000

describe('a simulated clinic', () => {
  it('takes the same course for the same seed, in whatever process', { timeout: long }, async () => {
    const run = { stations: 4, workers: 1 }
    const [alone] = await runSeeds({ ...run, seeds: [102] })
    const [, second] = await runSeeds({ ...run, seeds: [101, 102] })
    expect(second?.hash).toBe(alone?.hash)
    expect(second?.lines).toEqual(alone?.lines)
  })

  it('loses, doubles and mixes up nothing, and comes to rest', { timeout: long }, async () => {
    const seeds = [1001, 1002, 1003, 1004, 1005, 1006]
    const results = await runSeeds({ seeds, stations: 8, workers })
    expect(results).toHaveLength(seeds.length)
    expect(results.flatMap((result) => problemsOf(result).map((what) => `${result.seed} ${what}`))).toEqual(
      [],
    )
    expect(results.every(({ saved, kills }) => saved > 30 && kills > 0)).toBe(true)
    expect(results.some(({ files }) => files > 5)).toBe(true)
  })

  it('keeps every seed well that once failed', { timeout: long }, async () => {
    const results = await runSeeds({ seeds: onceFailed.map(([seed]) => seed), stations: 8, workers })
    const problems = onceFailed.map(([seed, what]) => ({
      seed,
      what,
      now: problemsOf(results.find((result) => result.seed === seed)!),
    }))
    expect(problems.filter(({ now }) => now.length > 0)).toEqual([])
  })
})

describe('a saboteur is caught', () => {
  // Two saboteurs at a time keep two cores busy; a second process for one of them would look for what the first has found.
  it.concurrent.each(saboteurs)('$name', { timeout: long }, expectCaught)
})

async function expectCaught(saboteur: Saboteur): Promise<void> {
  const { shownBy } = saboteur
  const others = Array.from({ length: 80 }, (_, index) => (index + 1) * (saboteur.courier ? 3 : 1))
  const isCaught =
    (shownBy !== undefined && (await isCaughtBy([shownBy], saboteur))) || (await isCaughtBy(others, saboteur))
  expect(isCaught).toBe(true)
}

async function isCaughtBy(seeds: number[], { name, caughtAs }: Saboteur): Promise<boolean> {
  let isCaught = false
  await runSeeds({
    seeds,
    stations: 5,
    workers: 1,
    sabotage: name,
    onResult(result) {
      isCaught ||= caughtAs.some((kind) => result[kind].length > 0)
      return isCaught
    },
  })
  return isCaught
}
