const width = 64
const rows = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)]

/**
 * Edits that turn `typed` into `word`, or into a beginning of it when `asPrefix`: a letter wrong, missing, extra, or two
 * neighbours swapped count one each (optimal string alignment). Stops early: anything above `most` is `most + 1`.
 * Only the first 63 letters count.
 */
export function editDistance(typed: string, word: string, most: number, asPrefix = false): number {
  const height = Math.min(typed.length, width - 1)
  const length = Math.min(word.length, asPrefix ? height + most : width - 1, width - 1)
  if (height - length > most || (!asPrefix && length - height > most)) return most + 1
  let before = rows[0]!
  let above = rows[1]!
  let row = rows[2]!
  for (let column = 0; column <= length; column++) above[column] = column
  for (let at = 1; at <= height; at++) {
    row[0] = at
    let least = at
    const letter = typed.charCodeAt(at - 1)
    for (let column = 1; column <= length; column++) {
      const other = word.charCodeAt(column - 1)
      let cost = above[column - 1]! + (letter === other ? 0 : 1)
      if (above[column]! + 1 < cost) cost = above[column]! + 1
      if (row[column - 1]! + 1 < cost) cost = row[column - 1]! + 1
      if (
        at > 1 &&
        column > 1 &&
        letter === word.charCodeAt(column - 2) &&
        other === typed.charCodeAt(at - 2) &&
        before[column - 2]! + 1 < cost
      )
        cost = before[column - 2]! + 1
      row[column] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    const spare = before
    before = above
    above = row
    row = spare
  }
  let distance = above[length]!
  if (asPrefix) for (let column = 0; column < length; column++) distance = Math.min(distance, above[column]!)
  return Math.min(distance, most + 1)
}
