import { packingOf, unpackText } from './packing/packing.ts'

/** The whole body as text. `alive` is called for every piece, heartbeats among them. */
export async function readBody(response: Response, alive: () => void): Promise<string> {
  if (!response.body) return response.text()
  const packing = packingOf(response.headers.get('content-type'))
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    alive()
    if (done) break
    if (packing === undefined) text += decoder.decode(value, { stream: true })
    else pieces.push(value)
  }
  return packing === undefined ? text + decoder.decode() : unpackText(pieces, packing)
}
