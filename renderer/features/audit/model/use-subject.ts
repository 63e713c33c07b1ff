import { useMatches } from '@tanstack/react-router'

/** Whose card, and which document of it, the page on the screen is about. */
export interface Subject {
  patientId?: string
  documentId?: string
  /** The page, by its pattern: no id in it. */
  means: string
}

/** Names of the parts of an address that hold the id of a document. */
const documents = ['visitId', 'prescriptionId', 'consentId', 'referenceId'] as const

/** What the page on the screen is about, from its address alone: a new page is traced without saying so. */
export function useSubject(): Subject {
  return useMatches({
    select: (matches): Subject => {
      const last = matches.at(-1)
      const params = (last?.params ?? {}) as Record<string, string | undefined>
      const documentId = documents.map((name) => params[name]).find(Boolean)
      return {
        ...(params.patientId ? { patientId: params.patientId } : {}),
        ...(documentId ? { documentId } : {}),
        means: String(last?.fullPath ?? '/').replaceAll('$', ':'),
      }
    },
    structuralSharing: true,
  })
}
