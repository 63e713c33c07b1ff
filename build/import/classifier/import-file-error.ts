/** A place in a file, counted from 1. */
export interface FilePlace {
  line: number
  column?: number
}

/** The file cannot be imported; nothing has been changed. The message names the place. */
export class ImportFileError extends Error {
  readonly place: FilePlace | undefined
  constructor(what: string, place?: FilePlace) {
    const where = place ? `line ${place.line}${place.column ? `, column ${place.column}` : ''}: ` : ''
    super(`${where}${what}`)
    this.name = 'ImportFileError'
    this.place = place
  }
}
