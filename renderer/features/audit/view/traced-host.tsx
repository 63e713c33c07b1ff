import { type ReactNode, useMemo } from 'react'
import type { AuditEntry } from '#shared/domain/audit/audit-event.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import type { Host, HostSubject } from '../../../host/host.ts'
import { HostProvider, useHost } from '../../../host/host-context.tsx'
import { useSubject } from '../model/use-subject.ts'

/**
 * The one door through which anything leaves the workplace: whatever a page prints or saves, whichever page it is, is
 * recorded with the patient and the document that the page is about.
 */
export function TracedHost({ children }: { children: ReactNode }) {
  const host = useHost()
  const { data } = useWorkplace()
  const subject = useSubject()
  const traced = useMemo((): Host => {
    const record = (action: AuditEntry['action'], about: HostSubject | undefined) =>
      data.audit.record({ action, ...subject, ...about })
    return {
      ...host,
      async printHtml(page, about) {
        const outcome = await host.printHtml(page)
        if (outcome === 'printed') record('printed', about)
        return outcome
      },
      async saveFile(file, about) {
        const outcome = await host.saveFile(file)
        if (outcome === 'saved') record(subject.means === '/courier' ? 'courier-written' : 'exported', about)
        return outcome
      },
    }
  }, [host, data, subject])
  return <HostProvider value={traced}>{children}</HostProvider>
}
