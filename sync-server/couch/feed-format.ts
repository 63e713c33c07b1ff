/** How a waiting feed is written. */
export interface FeedFormat {
  contentType: string
  /** Sent at once, so that no proxy on the way takes the silence for a dead line. */
  open: string
  /** Rows as they come from a page, joined by `,\n`. */
  rows: (text: Buffer) => Buffer | string
  heartbeat: string
  /** `last` is `"last_seq":...,"pending":...` */
  end: (last: string) => string
}

const json = 'application/json; charset=utf-8'

/** Rows of a page are joined by a comma and a line end; JSON text on the wire holds no other line end. */
const linesOf = (text: Buffer): string[] => text.toString().split(',\n')

const eventOf = (line: string): string => {
  const { seq } = JSON.parse(line) as { seq: string }
  return `data: ${line}\nid: ${seq}\n\n`
}

export const feedFormats: Record<'longpoll' | 'continuous' | 'eventsource', FeedFormat> = {
  longpoll: {
    contentType: json,
    open: '{"results":[\n',
    rows: (text) => text,
    heartbeat: '\n',
    end: (last) => `\n],\n${last}}\n`,
  },
  continuous: {
    contentType: json,
    open: '\n',
    rows: (text) => `${linesOf(text).join('\n')}\n`,
    heartbeat: '\n',
    end: (last) => `{${last}}\n`,
  },
  /** What a browser's EventSource reads; it comes again with `Last-Event-ID` after the end. */
  eventsource: {
    contentType: 'text/event-stream',
    open: '\n',
    rows: (text) => linesOf(text).map(eventOf).join(''),
    heartbeat: 'event: heartbeat\ndata: \n\n',
    end: () => '',
  },
}
