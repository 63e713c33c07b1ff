export { VisitEditPage } from './view/visit-edit-page.tsx'
export { VisitPage } from './view/visit-page.tsx'
