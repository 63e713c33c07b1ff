export type SaveOutcome = 'saved' | 'cancelled' | 'failed'

/** Whose record leaves the workplace, where the page itself does not say it. */
export interface HostSubject {
  patientId?: string
  documentId?: string
}

/** What the shell around the page can do. Two bodies: Electron and the browser. */
export interface Host {
  readonly kind: 'electron' | 'browser'
  info(): Promise<{ version: string; platform: string }>
  /** Opens the print dialog for a self-contained HTML page (its own styles, no scripts, no foreign requests). */
  printHtml(
    page: { title: string; html: string },
    about?: HostSubject,
  ): Promise<'printed' | 'cancelled' | 'failed'>
  /** Saves a file where the user wants it (a dialog in Electron, a download in a browser). */
  saveFile(
    file: { suggestedName: string; mediaType: string; bytes: Uint8Array },
    about?: HostSubject,
  ): Promise<SaveOutcome>
  /** Small secrets in the safest place the shell has. */
  secrets: {
    get(key: string): Promise<string | undefined>
    set(key: string, value: string): Promise<void>
    remove(key: string): Promise<void>
  }
}
