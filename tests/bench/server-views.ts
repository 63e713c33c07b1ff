import type { ServerClient } from './server-client.ts'
import { spread } from './spread.ts'

const queries = 100

/**
 * Building and asking of indexes over a database of `documents` records of visits: a view with a function and a reduction, and an
 * index of Mango.
 */
export async function benchViews({ ask }: ServerClient, database: string, documents: number) {
  const timed = async (run: () => Promise<unknown>): Promise<number> => {
    const startedMs = performance.now()
    await run()
    return performance.now() - startedMs
  }
  const repeated = async (path: (round: number) => [string, string, unknown?]) => {
    const times: number[] = []
    for (let round = 0; round < queries; round++) times.push(await timed(() => ask(...path(round))))
    return spread(times)
  }
  const perSecond = (ms: number): number => Math.round((documents / ms) * 1000)

  const map =
    'function (doc) { if (doc.type === "visit") emit([doc.patientId, doc.startedAt], doc.vitals.pulse) }'
  await ask('PUT', `/${database}/_design/bench`, { views: { visits: { map, reduce: '_stats' } } })
  const view = `/${database}/_design/bench/_view/visits`
  const viewBuildMs = await timed(() => ask('GET', `${view}?limit=1&reduce=false`))
  const firstReduceMs = await timed(() => ask('GET', view))
  const patient = (round: number): string => `patient:${(round * 499) % 50_000}`
  const index = { index: { fields: ['patientId', 'type'] }, ddoc: 'bench-mango', name: 'by-patient' }
  await ask('POST', `/${database}/_index`, index)
  const selector = (round: number) => ({ selector: { patientId: patient(round), type: 'visit' } })
  const mangoBuildMs = await timed(() => ask('POST', `/${database}/_find`, selector(0)))
  const range = (round: number): string =>
    `startkey=${encodeURIComponent(JSON.stringify([patient(round)]))}&endkey=${encodeURIComponent(JSON.stringify([patient(round), {}]))}`
  return {
    documents,
    viewDocsPerSecond: perSecond(viewBuildMs),
    firstReduceMs: Math.round(firstReduceMs),
    rangeMs: await repeated((round) => ['GET', `${view}?reduce=false&${range(round)}`]),
    rangeWithDocsMs: await repeated((round) => [
      'GET',
      `${view}?reduce=false&include_docs=true&${range(round)}`,
    ]),
    reduceMs: await repeated((round) => ['GET', `${view}?${range(round)}`]),
    mangoDocsPerSecond: perSecond(mangoBuildMs),
    findMs: await repeated((round) => ['POST', `/${database}/_find`, selector(round)]),
  }
}
