/** Lengths of a Huffman code for symbols of these frequencies, none longer than the limit; 0 for a symbol not used. */
export function codeLengths(frequencies: readonly number[], limit: number): number[] {
  for (let scaled = [...frequencies]; ; scaled = scaled.map((count) => (count > 0 ? (count >> 1) | 1 : 0))) {
    const lengths = plainLengths(scaled)
    // Flatter frequencies give a flatter code.
    if (Math.max(...lengths) <= limit) return lengths
  }
}

interface Node {
  count: number
  symbols: number[]
}

function plainLengths(frequencies: readonly number[]): number[] {
  const lengths = frequencies.map(() => 0)
  let nodes: Node[] = frequencies
    .map((count, symbol) => ({ count, symbols: [symbol] }))
    .filter(({ count }) => count > 0)
  if (nodes.length === 1) lengths[nodes[0]!.symbols[0]!] = 1
  while (nodes.length > 1) {
    nodes.sort((a, b) => a.count - b.count)
    const [one, other, ...rest] = nodes as [Node, Node, ...Node[]]
    const symbols = [...one.symbols, ...other.symbols]
    for (const symbol of symbols) lengths[symbol]! += 1
    nodes = [...rest, { count: one.count + other.count, symbols }]
  }
  return lengths
}

/** The codes of these lengths, as deflate numbers them, with their bits turned round: they are written low bit first. */
export function codesOf(lengths: readonly number[]): number[] {
  const codes = lengths.map(() => 0)
  let code = 0
  for (let length = 1; length <= Math.max(...lengths); length++) {
    code <<= 1
    for (const [symbol, each] of lengths.entries())
      if (each === length) codes[symbol] = reversed(code++, length)
  }
  return codes
}

function reversed(code: number, length: number): number {
  let turned = 0
  for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit)
  return turned
}
