import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { useGlass } from '../model/use-glass.ts'
import { type Subject, useSubject } from '../model/use-subject.ts'
import { BreakGlass } from './break-glass.tsx'

/**
 * The one door to every page with a patient: the card of somebody else's patient and one whose processing is restricted
 * ask for a reason, and each opening of a card or a document is recorded.
 */
export function CardDoor({ children }: { children: ReactNode }) {
  const subject = useSubject()
  const { context } = useWorkplace()
  const { patientId } = subject
  if (patientId === undefined) return children
  // Whoever takes the PC over stands before a door of their own.
  return (
    <Door key={`${patientId} ${context.author.id}`} patientId={patientId} subject={subject}>
      {children}
    </Door>
  )
}

function Door(props: { patientId: string; subject: Subject; children: ReactNode }) {
  const { t } = useTranslation('audit')
  const glass = useGlass(props.patientId)
  switch (glass.state.kind) {
    case 'looking':
      return <LoadingScreen />
    case 'coming':
      return <EmptyState title={t('glass.coming')} />
    case 'closed':
      return (
        <BreakGlass
          patientId={props.patientId}
          glass={glass.state.glass}
          name={glass.state.name}
          open={glass.open}
        />
      )
    case 'open':
      return (
        <>
          <RecordOpening {...props.subject} />
          {props.children}
        </>
      )
  }
}

function RecordOpening({ patientId, documentId, means }: Subject) {
  const { data } = useWorkplace()
  useEffect(() => {
    if (patientId === undefined) return
    data.audit.record({ action: 'card-opened', patientId })
    if (documentId !== undefined)
      data.audit.record({ action: 'document-opened', patientId, documentId, means })
  }, [data, patientId, documentId, means])
  return null
}
