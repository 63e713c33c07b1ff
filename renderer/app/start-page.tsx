import { roleRuleOf } from '#shared/domain/access/index.ts'
import { useWorkplace } from '../data/workplace-context.tsx'
import { PatientListPage } from '../features/patients/index.ts'
import { StatisticsPage } from '../features/statistics/index.ts'

/** Where a day begins: with the people, or with counts for who sees no names. */
export function StartPage() {
  const { role } = useWorkplace().profile.practitioner
  return roleRuleOf(role).namesWithheld ? <StatisticsPage /> : <PatientListPage />
}
