import { type BrowserContext, expect, type Page } from '@playwright/test'

declare global {
  interface Window {
    /** What the program said and nobody has heard yet. In memory alone: journeys look for names on the disk. */
    saidByProgram?: string[]
  }
}

/**
 * Notes what the program says for a few seconds, so that a journey on a busy machine hears it when it has time to listen.
 * To be called before the context's first page opens the workplace.
 */
export async function noteWhatIsSaid(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const said: string[] = []
    const noted = new WeakSet<Element>()
    window.saidByProgram = said
    const note = (toast: Element) => {
      if (noted.has(toast)) return
      noted.add(toast)
      said.push(toast.textContent ?? '')
    }
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof Element)
            for (const toast of [node, ...node.querySelectorAll('.MuiSnackbarContent-message')])
              if (toast.matches('.MuiSnackbarContent-message')) note(toast)
    }).observe(document, { childList: true, subtree: true })
  })
}

/** Waits until the program has said something with this in it; once heard it must be said again. */
export const expectSaid = (page: Page, text: string): Promise<void> =>
  expect.poll(() => page.evaluate(hear, text), { message: `the program says: ${text}` }).toBe(true)

function hear(text: string): boolean {
  const said = window.saidByProgram ?? []
  const at = said.findIndex((each) => each.includes(text))
  if (at >= 0) said.splice(at, 1)
  return at >= 0
}
