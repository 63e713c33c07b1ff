import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Random } from '../../../build/seed/random.ts'

/** What a line does to the bytes of each direction. */
export interface LineSpeed {
  /** Towards the station and towards the server, kilobits a second. */
  downKbit: number
  upKbit: number
  roundTripMs: number
  /** Share of packets that are lost on the way and come again after TCP has noticed. */
  loss: number
}

export const mobile2g: LineSpeed = { downKbit: 50, upKbit: 20, roundTripMs: 700, loss: 0.03 }
export const wire: LineSpeed = { downKbit: 1e6, upKbit: 1e6, roundTripMs: 0, loss: 0 }

/**
 * A line of TCP between a browser and a server: slow, far, lossy; and it can be cut. What is lost comes again after TCP's
 * time for that, and everything behind it waits, as TCP keeps the order. Bytes are counted above TCP: requests and
 * answers with their headers.
 */
export interface SlowLine {
  url: string
  setSpeed(speed: LineSpeed): void
  /** Ends every connection now, in the middle of what they carry. */
  cut(): void
  /** Takes no connection and passes nothing while true. */
  down(isDown: boolean): void
  /** The next so many connections carry this many bytes of an answer and end. */
  truncate(connections: number, bytes: number): void
  /** The next so many connections are answered by somebody else's page. */
  rewrite(connections: number): void
  bytes(): { up: number; down: number }
  close(): Promise<void>
}

const packetBytes = 1400
const portal =
  'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: 42\r\n\r\n<html><body>Sign in here</body></html>    '

export function openSlowLine(port: number, random: Random, first: LineSpeed): Promise<SlowLine> {
  let speed = first
  let isDown = false
  let cutShort: { left: number; bytes: number } = { left: 0, bytes: 0 }
  let strangers = 0
  const counted = { up: 0, down: 0 }
  const sockets = new Set<Socket>()
  /** All connections share the line: when each direction is free again. */
  const freeAt = { up: 0, down: 0 }

  /** Passes the bytes on, packet by packet, each at its time. */
  function pass(from: Socket, to: Socket, way: 'up' | 'down', limit: number) {
    let last = 0
    let left = limit
    from.on('data', (bytes: Buffer) => {
      if (isDown) return
      counted[way] += bytes.length
      for (let at = 0; at < bytes.length && left > 0; at += packetBytes) {
        const packet = bytes.subarray(at, Math.min(at + packetBytes, at + left))
        left -= packet.length
        const now = performance.now()
        const sendMs = (packet.length * 8) / (way === 'up' ? speed.upKbit : speed.downKbit)
        freeAt[way] = Math.max(now, freeAt[way]) + sendMs
        let arrives = freeAt[way] + speed.roundTripMs / 2
        if (random.chance(speed.loss)) arrives += Math.max(200, speed.roundTripMs * 1.5)
        last = Math.max(last, arrives)
        setTimeout(() => to.write(packet), last - now)
      }
      if (left <= 0) setTimeout(() => to.destroy(), Math.max(0, last - performance.now()) + 1)
      // No more is taken in than the line can carry: the sender feels it.
      const ahead = freeAt[way] - performance.now()
      if (ahead > 500) {
        from.pause()
        setTimeout(() => from.resume(), ahead - 250)
      }
    })
    from.on('close', () => setTimeout(() => to.destroy(), Math.max(0, last - performance.now()) + 1))
    from.on('error', () => to.destroy())
  }

  const server = createServer((station) => {
    if (isDown) {
      station.destroy()
      return
    }
    sockets.add(station)
    station.on('close', () => sockets.delete(station))
    if (strangers > 0) {
      strangers -= 1
      station.on('error', () => undefined)
      station.once('data', () => station.end(portal))
      return
    }
    const limit = cutShort.left > 0 ? cutShort.bytes : Number.POSITIVE_INFINITY
    cutShort = { ...cutShort, left: Math.max(0, cutShort.left - 1) }
    const far = connect(port, '127.0.0.1')
    // A connection takes a round trip before it carries anything.
    station.pause()
    setTimeout(() => station.resume(), speed.roundTripMs)
    pass(station, far, 'up', Number.POSITIVE_INFINITY)
    pass(far, station, 'down', limit)
  })
  const line: SlowLine = {
    url: '',
    setSpeed: (next) => {
      speed = next
    },
    cut() {
      for (const socket of [...sockets]) socket.resetAndDestroy()
    },
    down(next) {
      isDown = next
      if (next) line.cut()
    },
    truncate(connections, bytes) {
      cutShort = { left: connections, bytes }
    },
    rewrite(connections) {
      strangers = connections
    },
    bytes: () => ({ ...counted }),
    async close() {
      line.cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      resolve(line)
    })
  })
}
