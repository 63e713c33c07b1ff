/** Moves the cursor to the field of a problem: elements carry `data-path`; a part of a field leads to the field. */
export function focusPath(path: string): void {
  for (let name = path; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const place = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(name)}"]`)
    if (!place) continue
    const field = place.matches('input, textarea, button')
      ? place
      : (place.querySelector<HTMLElement>('input, textarea, button, [tabindex]') ?? place)
    field.focus()
    place.scrollIntoView?.({ block: 'center' })
    return
  }
}
