export { PatientEditPage } from './view/patient-edit-page.tsx'
export { PatientListPage } from './view/patient-list-page.tsx'
