/** Stands between two clinicians' words; a line of its own, so that nobody reads over it. */
export const textSeparator = '\n— — —\n'

/**
 * Both texts in one: a text that contains the other stands for both; additions to a common beginning follow it, the
 * server's first.
 */
export function joinTexts(base: string, local: string, server: string): string {
  if (local.includes(server)) return local
  if (server.includes(local)) return server
  if (base !== '' && local.startsWith(base) && server.startsWith(base))
    return `${server}${textSeparator}${local.slice(base.length).trim()}`
  return `${server}${textSeparator}${local}`
}
