export { PrescriptionEditPage } from './view/prescription-edit-page.tsx'
export { PrescriptionPage } from './view/prescription-page.tsx'
