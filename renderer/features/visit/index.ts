export { DiagnosisPicker, type DiagnosisPickerProps } from './view/diagnosis-picker.tsx'
export { VisitEditPage } from './view/visit-edit-page.tsx'
export { VisitPage } from './view/visit-page.tsx'
