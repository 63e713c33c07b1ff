import { describe, expect, it } from 'vitest'
import { knownSince, watchContinuous, watchEvents, watchLongpoll } from './feed-ending.ts'

const bytes = (text: string) => Buffer.from(text)

describe('a feed that the CouchDB breaks off', () => {
  it('E5 ends a longpoll without rows where it began', () => {
    for (const seen of ['', '{"results":[\n', '{"results":[\n\n\n', ' {"res']) {
      const watch = watchLongpoll('5-abc')
      let text = watch.pass(bytes(seen)).toString()
      const ending = watch.ending()
      if (seen.includes('{"res') && !seen.includes('[')) {
        expect(ending).toBeUndefined()
        continue
      }
      text += ending
      expect(JSON.parse(text)).toEqual({ results: [], last_seq: '5-abc', pending: 0 })
    }
  })

  it('E5 leaves a longpoll cut once a row has begun, or when nobody knows where it stood', () => {
    const watch = watchLongpoll('5-abc')
    watch.pass(bytes('{"results":[\n'))
    watch.pass(bytes('{"seq":"6'))
    expect(watch.ending()).toBeUndefined()
    expect(watchLongpoll(knownSince('now')).ending()).toBeUndefined()
  })

  it('E5 sends whole lines of a continuous feed and ends after the last of them', () => {
    const watch = watchContinuous()
    const sent = ['{"seq":"1-a","id":"x"}\n{"se', 'q":"2-a","id":"y"}\n', '{"seq":"3-a","id"'].map((part) =>
      watch.pass(bytes(part)).toString(),
    )
    expect(sent.join('')).toBe('{"seq":"1-a","id":"x"}\n{"seq":"2-a","id":"y"}\n')
    expect(JSON.parse(watch.ending()!)).toEqual({ last_seq: '2-a', pending: 0 })
  })

  it('E5 takes no heartbeat for the place where a feed stands', () => {
    const watch = watchContinuous()
    watch.pass(bytes('\n\n'))
    expect(watch.ending()).toBeUndefined()
    watch.pass(bytes('{"seq":"7-a","id":"x"}\n'))
    watch.pass(bytes('\n'))
    expect(JSON.parse(watch.ending()!).last_seq).toBe('7-a')
    expect(watchEvents().ending()).toBe('')
  })
})
