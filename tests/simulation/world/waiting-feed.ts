import type { Answering } from './clinic-server.ts'
import { lineAnswer, scopeOf } from './line-answer.ts'
import type { Travel } from './travel.ts'

interface Line {
  delay(): Promise<void>
  isDown(): boolean
  /** The server has ended it, with this text; perhaps nobody hears of it. */
  onEnded(text: string): void
  /** Its end has come to the station. */
  onNews(): void
}

/** A feed that waits: its pieces travel one after the other, each with a delay, until the line is cut. */
export function waitingFeed(travel: Travel, answering: Answering, line: Line): Response {
  let chain = line.delay()
  let open = true
  let text = ''
  const end = () => {
    open = false
    travel.over()
    answering.hangUp()
  }
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      const fail = (why: unknown) => {
        if (!open) return
        end()
        controller.error(why)
      }
      travel.signal.addEventListener('abort', () => fail(travel.signal.reason))
      const pass = (deliver: () => void) => {
        chain = chain.then(async () => {
          // What is sent into an outage is lost, and neither side hears of it.
          if (open && !line.isDown()) deliver()
        })
      }
      answering.body.on('data', (part: Buffer) => {
        text += part
        chain = chain.then(line.delay)
        pass(() => controller.enqueue(new Uint8Array(part)))
      })
      answering.body.on('end', () => {
        line.onEnded(text)
        pass(() => {
          line.onNews()
          open = false
          travel.over()
          controller.close()
        })
      })
      answering.body.on('error', () => pass(() => fail(new TypeError('connection reset'))))
    },
    cancel: end,
  })
  return lineAnswer(200, true, source, scopeOf(answering))
}
