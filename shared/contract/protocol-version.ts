/** Raised when the wire between workplace and server changes in a way the other side must know. */
export const protocolVersion = 1
/** The header both sides send it in. */
export const protocolHeader = 'lekar-protocol'

/** The oldest server that this workplace can exchange with; with an older one it works locally and says so. */
export const oldestServer = 1
/** The oldest workplace that this server takes requests from; an older one is told to be updated (426). */
export const oldestWorkplace = 1

/** What a version in the header means to the side that understands everything from `oldest` on. */
export const isTooOld = (header: string | null | undefined, oldest: number): boolean => {
  const version = Number.parseInt(header ?? '', 10)
  return Number.isInteger(version) && version < oldest
}
