/** Every id of one prefix is greater than the one before; so ids of one time lie side by side on disk. */
const lastSuffix = 0xfff000

/**
 * Ids for documents that come without one, as CouchDB makes them: 26 random digits, then six that grow by a random step
 * (hexadecimal). A new prefix when they run out.
 */
export function createSequentialIds(random: (bytes: number) => Uint8Array): () => string {
  const newPrefix = (): string => Buffer.from(random(13)).toString('hex')
  let prefix = newPrefix()
  let suffix = 0
  return () => {
    const [high, low] = random(2)
    suffix += 1 + (((high! << 8) | low!) % 0xffe)
    if (suffix >= lastSuffix) {
      prefix = newPrefix()
      suffix = 1
    }
    return prefix + suffix.toString(16).padStart(6, '0')
  }
}
