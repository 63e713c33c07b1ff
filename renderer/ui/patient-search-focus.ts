/** The attribute of the field that `/` and Ctrl+K go to: `slotProps={{ htmlInput: patientSearchField }}`. */
export const patientSearchField = { 'data-patient-search': '' }

/** Puts the cursor into the patient search once its page is there, and marks what stands in it. */
export function focusPatientSearch(): void {
  let triesLeft = 20
  const attempt = () => {
    const field = document.querySelector<HTMLInputElement>('[data-patient-search]')
    if (field) {
      field.focus()
      field.select()
    } else if (triesLeft-- > 0) setTimeout(attempt, 50)
  }
  attempt()
}
