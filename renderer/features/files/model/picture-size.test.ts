import { expect, test } from 'vitest'
import { pictureSize } from './picture-size.ts'

test('a PNG says its size in its first chunk', () => {
  const png = new Uint8Array(32)
  png.set([0x89, 0x50, 0x4e, 0x47])
  new DataView(png.buffer).setUint32(16, 40_000)
  new DataView(png.buffer).setUint32(20, 30)
  expect(pictureSize(png)).toEqual({ width: 40_000, height: 30 })
})

test('a JPEG says it in its frame, behind what cameras write before it', () => {
  const jpeg = [
    0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xc4, 0, 3, 9, 0xff, 0xc2, 0, 17, 8, 0x0b, 0xb8, 0x0f,
    0xa0, 3, 0, 0,
  ]
  expect(pictureSize(Uint8Array.from(jpeg))).toEqual({ width: 4000, height: 3000 })
})

test('what ends too early, or is none, says nothing', () => {
  expect(pictureSize(Uint8Array.from([0x89, 0x50]))).toBeUndefined()
  expect(pictureSize(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 200, 1, 2, 3, 4, 5, 6, 7]))).toBeUndefined()
  expect(pictureSize(Uint8Array.from([0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))).toBeUndefined()
})
