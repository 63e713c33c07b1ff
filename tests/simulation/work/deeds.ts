import type { Deed } from './deed.ts'
import { patientDeeds } from './patients.ts'
import { recordDeeds } from './records.ts'

export const deeds: readonly Deed[] = [...patientDeeds, ...recordDeeds]
