/**
 * How many dots a picture says it has, from its first bytes: known before it is unpacked, as a small file can unpack to
 * more than the memory holds. Undefined where it does not say.
 */
export function pictureSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes[0] === 0x89)
    return bytes.length < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) }
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    // Start of frame, but for the tables that have numbers among them.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    // Filling bytes stand alone.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}
