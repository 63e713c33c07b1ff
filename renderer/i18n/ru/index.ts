import { administration } from './administration.ts'
import { audit } from './audit.ts'
import { card } from './card.ts'
import { common } from './common.ts'
import { consent } from './consent.ts'
import { courier } from './courier.ts'
import { errors } from './errors.ts'
import { files } from './files.ts'
import { holdings } from './holdings.ts'
import { importTexts } from './import.ts'
import { inbox } from './inbox.ts'
import { kept } from './kept.ts'
import { ownCard } from './own-card.ts'
import { patientAccess } from './patient-access.ts'
import { patients } from './patients.ts'
import { prescription } from './prescription.ts'
import { printTexts } from './print.ts'
import { problems } from './problems.ts'
import { refusals } from './refusals.ts'
import { retention } from './retention.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { signature } from './signature.ts'
import { statistics } from './statistics.ts'
import { sync } from './sync.ts'
import { visit } from './visit.ts'

/** Every text of the interface, one namespace a feature. Russian is the model: the others must have the same keys. */
export const ru = {
  common,
  administration,
  session,
  'own-card': ownCard,
  'patient-access': patientAccess,
  patients,
  card,
  visit,
  prescription,
  signature,
  statistics,
  sync,
  inbox,
  kept,
  audit,
  files,
  holdings,
  import: importTexts,
  consent,
  courier,
  errors,
  problems,
  refusals,
  retention,
  settings,
  print: printTexts,
}
