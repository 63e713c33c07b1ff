export { useFilesOfPatient } from './model/use-files-of-patient.ts'
export { FileLine } from './view/file-line.tsx'
export { FilePage } from './view/file-page.tsx'
export { FilesSection } from './view/files-section.tsx'
