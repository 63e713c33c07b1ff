/** A request on its way from a station to the server. */
export interface Travel {
  method: string
  path: string
  body: string | undefined
  /** The word of the program's run. */
  program: string
  waits: boolean
  signal: AbortSignal
  label: string
  /** Nothing of it is on the line any more. */
  over(): void
}
