import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { concatBytes } from './concat-bytes.ts'
import { exifWithOrientation, orientationOf } from './exif-orientation.ts'
import { withoutMetadata } from './without-metadata.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const has = (bytes: Uint8Array, words: string): boolean => Buffer.from(bytes).includes(Buffer.from(words))

const block = (code: number, ...content: Uint8Array[]): Uint8Array => {
  const all = concatBytes(content)
  return concatBytes([Uint8Array.of(0xff, code, (all.length + 2) >> 8, (all.length + 2) & 0xff), all])
}
/** Exif as phones write it, little-endian: the model, how it is turned, and where it was. */
function exifOfPhone(orientation: number): Uint8Array {
  const tiff = Buffer.alloc(8 + 2 + 3 * 12 + 4)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(3, 8)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(count, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  }
  entry(10, 0x0110, 2, 11, 50)
  entry(22, 0x0112, 3, 1, orientation)
  entry(34, 0x8825, 4, 1, 70)
  return concatBytes([tiff, text('PhoneModelX GPS 53.9N 27.56E')])
}
const tables = [
  block(0xdb, new Uint8Array(65).fill(9)),
  block(0xc0, Uint8Array.of(8, 0, 4, 0, 4, 1, 1, 0x11, 0)),
]
/** Dots with an escaped 0xff, a restart, and a second scan with a table between, as progressive pictures have them. */
const scans = [
  block(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
  Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd0, 4),
  block(0xc4, new Uint8Array(18)),
  block(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
  Uint8Array.of(5, 6, 0xff, 0, 7),
]
const [jfif, icc] = [block(0xe0, text('JFIF\0\x01\x02')), block(0xe2, text('ICC_PROFILE\0\x01\x01sRGB'))]
const adobe = block(0xee, text('Adobe\0d\0'))
const [start, end] = [Uint8Array.of(0xff, 0xd8), Uint8Array.of(0xff, 0xd9)]
const photo = (orientation: number) =>
  concatBytes([
    start,
    jfif,
    block(0xe1, text('Exif\0\0'), exifOfPhone(orientation)),
    block(0xe1, text('http://ns.adobe.com/xap/1.0/\0<xmp>Ковалёва</xmp>')),
    icc,
    block(0xe2, text('MPF\0 second picture')),
    block(0xed, text('Photoshop 3.0\0 IPTC Минск')),
    adobe,
    block(0xfe, text('a comment')),
    ...tables,
    ...scans,
    end,
    text('a film behind the picture'),
  ])
const secrets = ['Phone', 'GPS', 'xmp', 'Ковалёва', 'MPF', 'IPTC', 'Минск', 'comment', 'film']

it('a JPEG keeps its tables, scans and colours byte for byte, and nothing of who took it where with what', () => {
  const plain = withoutMetadata(photo(1), 'image/jpeg')!
  expect(plain).toEqual(concatBytes([start, jfif, icc, adobe, ...tables, ...scans, end]))
  for (const secret of secrets) {
    expect([secret, has(photo(1), secret)]).toEqual([secret, true])
    expect([secret, has(plain, secret)]).toEqual([secret, false])
  }
  expect(withoutMetadata(plain, 'image/jpeg')).toEqual(plain)
})

it.each([2, 3, 6, 8])(
  'a JPEG that is turned (%i) stays so, by an Exif block that says nothing else',
  (orientation) => {
    const plain = withoutMetadata(photo(orientation), 'image/jpeg')!
    const exif = block(0xe1, text('Exif\0\0'), exifWithOrientation(orientation))
    expect(plain).toEqual(concatBytes([start, jfif, exif, icc, adobe, ...tables, ...scans, end]))
    expect(orientationOf(exif.subarray(10))).toBe(orientation)
  },
)

it('a JPEG is turned as browsers turn it: by its first Exif block, and by none of another type', () => {
  const exif = (orientation: number, type = 3) => {
    const tiff = exifOfPhone(orientation)
    tiff[24] = type
    return block(0xe1, text('Exif\0\0'), tiff)
  }
  const plain = (...blocks: Uint8Array[]) =>
    withoutMetadata(concatBytes([start, ...blocks, ...tables, ...scans, end]), 'image/jpeg')
  expect(plain(exif(6), exif(1))).toEqual(plain(exif(6)))
  expect(plain(exif(1), exif(6))).toEqual(plain())
  expect(plain(exif(6, 4))).toEqual(plain())
})

it('a JPEG that was cut keeps what there is of it; what is none is taken apart by nobody', () => {
  const cutOff = photo(1).slice(0, photo(1).length - 30)
  expect(has(withoutMetadata(cutOff, 'image/jpeg')!, 'Phone')).toBe(false)
  expect(withoutMetadata(Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1), 'image/jpeg')).toBeUndefined()
  expect(withoutMetadata(Uint8Array.of(0xff, 0xd8, 1, 2, 3), 'image/jpeg')).toBeUndefined()
  for (let length = 2; length < 400; length++)
    expect(() => withoutMetadata(photo(6).slice(0, length), 'image/jpeg')).not.toThrow()
})

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc >>> 0
})
const chunk = (name: string, content: Uint8Array): Uint8Array => {
  const named = concatBytes([text(name), content])
  const crc =
    named.reduce((sum, byte) => (sum >>> 8) ^ crcTable[(sum ^ byte) & 0xff]!, 0xffffffff) ^ 0xffffffff
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)]
  head.writeUInt32BE(content.length)
  tail.writeUInt32BE(crc >>> 0)
  return concatBytes([head, named, tail])
}

it('a PNG keeps what draws it, and how it is turned; words, dates and unknown chunks go', () => {
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const header = chunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0))
  const [density, dots, last] = [
    chunk('pHYs', new Uint8Array(9)),
    chunk('IDAT', deflateSync(Buffer.from([0, 7]))),
    chunk('IEND', new Uint8Array()),
  ]
  const scan = (orientation: number) =>
    concatBytes([
      signature,
      header,
      chunk('tEXt', text('Author\0Ковалёва')),
      chunk('iTXt', text('XML:com.adobe.xmp\0 GPS')),
      chunk('tIME', new Uint8Array(7)),
      chunk('eXIf', exifOfPhone(orientation)),
      density,
      chunk('prVt', text('a secret of a program')),
      dots,
      last,
      text('behind the end'),
    ])
  expect(withoutMetadata(scan(1), 'image/png')).toEqual(concatBytes([signature, header, density, dots, last]))
  const turned = chunk('eXIf', exifWithOrientation(6))
  expect(withoutMetadata(scan(6), 'image/png')).toEqual(
    concatBytes([signature, header, turned, density, dots, last]),
  )
  expect(withoutMetadata(scan(6).slice(0, 60), 'image/png')).toBeUndefined()
})
