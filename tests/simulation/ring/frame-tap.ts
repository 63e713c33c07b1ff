import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'

/** What went over HTTP/2 within TLS, frame by frame. */
export interface FrameTap {
  port: number
  /** Frames since the last call, by direction and kind: how many, and their bytes with frame heads. */
  take(): Record<string, { frames: number; bytes: number }>
  close(): void
}

const kinds = [
  'DATA',
  'HEADERS',
  'PRIORITY',
  'RST_STREAM',
  'SETTINGS',
  'PUSH',
  'PING',
  'GOAWAY',
  'WINDOW_UPDATE',
]
const headBytes = 9
const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'.length

/** Stands before the server and ends TLS, so that frames can be told apart; passes everything on as it came. */
export function openFrameTap(serverPort: number, certFile: string, keyFile: string): Promise<FrameTap> {
  let counted = new Map<string, { frames: number; bytes: number }>()
  function count(kind: string, bytes: number) {
    const known = counted.get(kind) ?? { frames: 0, bytes: 0 }
    counted.set(kind, { frames: known.frames + 1, bytes: known.bytes + bytes })
  }
  /** Reads frames out of a stream of bytes. */
  function reader(way: 'up' | 'down') {
    let held = Buffer.alloc(0)
    let skip = way === 'up' ? preface : 0
    return (bytes: Buffer) => {
      held = Buffer.concat([held, bytes])
      for (;;) {
        const from = skip
        if (held.length < from + headBytes) return
        const length = held.readUIntBE(from, 3)
        const end = from + headBytes + length
        if (held.length < end) return
        count(`${way} ${kinds[held[from + 3]!] ?? 'other'}`, headBytes + length)
        held = held.subarray(end)
        skip = 0
      }
    }
  }
  const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile), ALPNProtocols: ['h2'] }
  const server = createServer(tls, (station) => {
    // A new connection costs some kilobytes beside its frames: certificates.
    count('connections', 0)
    const far = connect({
      port: serverPort,
      host: '127.0.0.1',
      ALPNProtocols: ['h2'],
      rejectUnauthorized: false,
    })
    for (const [from, to, way] of [
      [station, far, 'up'],
      [far, station, 'down'],
    ] as const) {
      const read = reader(way)
      from.on('data', (bytes: Buffer) => {
        read(bytes)
        to.write(bytes)
      })
      from.on('close', () => to.destroy())
      from.on('error', () => to.destroy())
    }
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        take() {
          const taken = Object.fromEntries([...counted].sort(([a], [b]) => (a < b ? -1 : 1)))
          counted = new Map()
          return taken
        },
        close: () => server.close(),
      }),
    )
  })
}
