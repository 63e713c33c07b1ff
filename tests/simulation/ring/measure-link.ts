import { round, spread } from '../../bench/spread.ts'
import type { FrameTap } from './frame-tap.ts'
import type { Ring } from './ring.page.ts'
import { mobile2g, wire } from './slow-line.ts'
import { openRing, type Pc } from './stage.ts'

declare const ring: Ring
type Frames = ReturnType<FrameTap['take']>

const untilIdle = async (pc: Pc, timeoutMs: number) => {
  const endMs = Date.now() + timeoutMs
  for (;;) {
    const { status } = await pc.page().evaluate(() => ring.state())
    if (status?.phase === 'idle' && status.onlyHere === 0) return
    if (Date.now() > endMs) throw new Error(`not idle in time: ${JSON.stringify(status)}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function untilOnWay(pc: Pc): Promise<void> {
  const endMs = Date.now() + 120_000
  while ((await pc.page().evaluate(() => ring.filesOnWay())).partsSent === 0) {
    if (Date.now() > endMs) throw new Error('the file did not set out in two minutes')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Otherwise the figure would be one of an empty line. */
async function stillOnWay(pc: Pc): Promise<void> {
  const { filesWaiting } = await pc.page().evaluate(() => ring.filesOnWay())
  if (filesWaiting === 0) throw new Error('the file has arrived too early: take a larger one')
}

/**
 * A visit signed at one PC until the other one has it, both on a mobile line of the second generation; and its bytes.
 * @param fileBytes of a scan that is on its way from the same PC meanwhile
 */
export async function measureVisits(count: number, tls = false, fileBytes = 0) {
  const stage = await openRing({ patients: 20, visits: 40 }, tls)
  try {
    const [one, two] = [await stage.pc('doctor', wire), await stage.pc('feldsher', wire)]
    for (const [pc, user] of [
      [one, 'doctor'],
      [two, 'feldsher'],
    ] as const) {
      await pc.start()
      await pc.page().evaluate((who) => ring.open(who), user)
      await untilIdle(pc, 60_000)
    }
    const patient = await two.page().evaluate(() => ring.somePatient())
    await two.page().evaluate((id) => ring.follow(id), patient)
    for (const pc of [one, two]) pc.line.setSpeed(mobile2g)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    if (fileBytes > 0) {
      await one.page().evaluate(([id, bytes]) => ring.keepFile(id, bytes), [patient, fileBytes] as const)
      await untilOnWay(one)
    }
    const times: number[] = []
    const sent: number[] = []
    const received: number[] = []
    const frames: { writer: Frames; reader: Frames }[] = []
    for (let run = 0; run < count; run++) {
      for (const pc of [one, two]) pc.tap?.take()
      const before = [one.line.bytes(), two.line.bytes()] as const
      const token = `visit-${run}`
      const savedMs = await one.page().evaluate(([id, text]) => ring.sign(id!, text!), [patient, token])
      for (;;) {
        const seenMs = await two.page().evaluate((text) => ring.seenAt(text), token)
        if (seenMs !== undefined) {
          times.push(seenMs - savedMs)
          break
        }
        if (Date.now() - savedMs > 120_000) throw new Error(`${token} did not arrive in two minutes`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      if (fileBytes > 0) await stillOnWay(one)
      await untilIdle(one, 60_000)
      // The writer's feed brings its own row back; the reader asks again. Both belong to the visit.
      await new Promise((resolve) => setTimeout(resolve, 3000))
      const after = [one.line.bytes(), two.line.bytes()] as const
      frames.push({ writer: one.tap?.take() ?? {}, reader: two.tap?.take() ?? {} })
      sent.push(after[0].up + after[0].down - before[0].up - before[0].down)
      received.push(after[1].up + after[1].down - before[1].up - before[1].down)
    }
    const file = fileBytes > 0 ? await one.page().evaluate(() => ring.filesOnWay()) : undefined
    const seconds = times.map((ms) => ms / 1000)
    return {
      line: mobile2g,
      tls,
      visits: count,
      ...(file ? { fileBytes, partsOfFileSentMeanwhile: file.partsSent } : {}),
      signedToSeenSeconds: spread(seconds),
      bytesAtWriter: spread(sent),
      bytesAtReader: spread(received),
      ...(tls
        ? {
            framesOfLastVisit: frames.at(-1),
            dearestAtWriter: dearest(
              sent,
              frames.map(({ writer }) => writer),
            ),
            dearestAtReader: dearest(
              received,
              frames.map(({ reader }) => reader),
            ),
          }
        : {}),
    }
  } finally {
    await stage.close()
  }
}

/** What the visit of the most bytes was made of. */
function dearest(bytes: readonly number[], frames: readonly Frames[]) {
  const visit = bytes.indexOf(Math.max(...bytes))
  return { visit, bytes: bytes[visit], frames: frames[visit] }
}

/** From an empty profile to the first patients of a clinic on the screen's list, over the same line. */
export async function measureFirstScreen(size: { patients: number; visits: number }) {
  const stage = await openRing(size)
  try {
    const pc = await stage.pc('doctor', mobile2g)
    await pc.start()
    const startedMs = Date.now()
    await pc.page().evaluate(() => ring.open('doctor'))
    let shown: unknown
    for (;;) {
      const { status, firstRowMs, backwards } = await pc.page().evaluate(() => ring.state())
      shown ??= status?.progress
      if (firstRowMs !== undefined) {
        const bytes = pc.line.bytes()
        return {
          line: mobile2g,
          ...size,
          firstRowsSeconds: round(firstRowMs / 1000),
          progressShown: shown,
          progressWentBack: backwards,
          kilobytes: round((bytes.up + bytes.down) / 1000),
        }
      }
      if (Date.now() - startedMs > 300_000)
        throw new Error(`nothing to see in five minutes: ${JSON.stringify(status)}`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  } finally {
    await stage.close()
  }
}
