/** How a waiting feed is written. */
export interface FeedFormat {
  contentType: string
  /** Sent at once, so that no proxy on the way takes the silence for a dead line. */
  open: Buffer
  /** Rows as they come from a page, joined by `,\n`. */
  rows: (text: Buffer) => Buffer
  /** Between the rows of one step and the next. */
  separator: Buffer
  heartbeat: Buffer
  /** `last` is `"last_seq":...,"pending":...` */
  end: (last: string) => string
}

const json = 'application/json; charset=utf-8'
const nothing = Buffer.alloc(0)
const lineEnd = Buffer.from('\n')

/** Rows of a page are joined by a comma and a line end; JSON text on the wire holds no other line end. */
const linesOf = (text: Buffer): string[] => text.toString().split(',\n')

const eventOf = (line: string): string => {
  const { seq } = JSON.parse(line) as { seq: string }
  return `data: ${line}\nid: ${seq}\n\n`
}

export const feedFormats: Record<'longpoll' | 'continuous' | 'eventsource', FeedFormat> = {
  longpoll: {
    contentType: json,
    open: Buffer.from('{"results":[\n'),
    rows: (text) => text,
    separator: Buffer.from(',\n'),
    heartbeat: lineEnd,
    end: (last) => `\n],\n${last}}\n`,
  },
  continuous: {
    contentType: json,
    open: lineEnd,
    rows: (text) => Buffer.from(`${linesOf(text).join('\n')}\n`),
    separator: nothing,
    heartbeat: lineEnd,
    end: (last) => `{${last}}\n`,
  },
  /** What a browser's EventSource reads; it comes again with `Last-Event-ID` after the end. */
  eventsource: {
    contentType: 'text/event-stream',
    open: lineEnd,
    rows: (text) => Buffer.from(linesOf(text).map(eventOf).join('')),
    separator: nothing,
    heartbeat: Buffer.from('event: heartbeat\ndata: \n\n'),
    end: () => '',
  },
}
