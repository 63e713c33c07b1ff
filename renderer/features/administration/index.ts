export { AdministrationPage } from './view/administration-page.tsx'
/** From a patient's card: it comes when it is opened. */
export { PatientAccessDialog } from './view/patient-access-dialog.tsx'
export { RetentionPage } from './view/retention-page.tsx'
