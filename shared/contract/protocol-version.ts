/** Raised when the wire between workplace and server changes in a way the other side must know. */
export const protocolVersion = 1
/** The header both sides send it in. */
export const protocolHeader = 'lekar-protocol'
