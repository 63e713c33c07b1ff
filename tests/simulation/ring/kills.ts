import { createRandom } from '../../../build/seed/random.ts'
import type { Ring } from './ring.page.ts'
import { wire } from './slow-line.ts'
import { openRing } from './stage.ts'

declare const ring: Ring & { told: (token: string) => Promise<void> }

/**
 * Writes without end in a real browser whose process is killed at random moments, every other time in the middle of a
 * write to the disk, on a line that is cut, cut short and answered by strangers. Everything that the repository has
 * called durable must be there afterwards, here and there.
 */
export async function killBrowsers(
  kills: number,
  seed: number,
  print: (line: string) => void = () => undefined,
) {
  const random = createRandom('kills', seed)
  const stage = await openRing({ patients: 0, visits: 0 })
  const acknowledged: string[] = []
  try {
    const pc = await stage.pc('doctor', wire)
    for (let round = 0; round < kills; round++) {
      await pc.start()
      await pc.page().exposeFunction('told', (token: string) => void acknowledged.push(token))
      if (random.chance(0.3)) pc.line.rewrite(random.int(1, 3))
      if (random.chance(0.3)) pc.line.truncate(random.int(1, 3), random.int(20, 2000))
      await pc.page().evaluate(() => ring.open('doctor'))
      void pc
        .page()
        .evaluate(
          (prefix) => ring.write((globalThis as never as { told: typeof ring.told }).told, prefix),
          `k${round}`,
        )
        .catch(() => undefined)
      const lifeMs = random.int(50, 1500)
      if (random.chance(0.3)) setTimeout(() => pc.line.cut(), random.int(0, lifeMs))
      await new Promise((resolve) => setTimeout(resolve, lifeMs))
      await pc.kill()
      if (round % 2 === 0) pc.tear()
      if ((round + 1) % 20 === 0) print(`${round + 1} kills, ${acknowledged.length} writes acknowledged`)
    }
    await pc.start()
    await pc.page().evaluate(() => ring.open('doctor'))
    const here = new Set(await pc.page().evaluate(() => ring.notes()))
    const endMs = Date.now() + 120_000
    for (;;) {
      const { status } = await pc.page().evaluate(() => ring.state())
      if (status?.phase === 'idle' && status.onlyHere === 0) break
      if (Date.now() > endMs) throw new Error(`not sent in time: ${JSON.stringify(status)}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const notes = (await stage.documents()).map((document) => String(document.note ?? ''))
    const there = new Set(notes)
    return {
      kills,
      acknowledged: acknowledged.length,
      missingHere: acknowledged.filter((token) => !here.has(token)),
      missingOnServer: acknowledged.filter((token) => !there.has(token)),
      twiceOnServer: notes.filter((note, index) => note !== '' && notes.indexOf(note) !== index),
    }
  } finally {
    await stage.close()
  }
}
