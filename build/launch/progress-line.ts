export interface ProgressLine {
  update(done: number, total: number): void
  end(): void
}

/** One line that shows how far a long work is: redrawn on a terminal, every tenth part printed elsewhere. */
export function progressLine(title: string, out: NodeJS.WriteStream = process.stdout): ProgressLine {
  const startedMs = performance.now()
  let lastTenth = -1
  return {
    update(done, total) {
      const part = total === 0 ? 1 : done / total
      const text = `${title}: ${Math.floor(part * 100)} % (${done} of ${total})`
      const tenth = Math.floor(part * 10)
      if (out.isTTY) {
        const bar = '#'.repeat(Math.round(part * 20)).padEnd(20, '.')
        out.write(`\r\x1b[K[${bar}] ${text}`)
      } else if (tenth !== lastTenth) out.write(`${text}\n`)
      lastTenth = tenth
    },
    end() {
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
      out.write(`${out.isTTY ? '\r\x1b[K' : ''}${title}: done in ${seconds} s\n`)
    },
  }
}
