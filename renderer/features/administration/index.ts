export { AdministrationPage } from './view/administration-page.tsx'
export { RetentionPage } from './view/retention-page.tsx'
