/** The whole body as text. `alive` is called for every piece, heartbeats among them. */
export async function readBody(response: Response, alive: () => void): Promise<string> {
  if (!response.body) return response.text()
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    alive()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
  }
}
