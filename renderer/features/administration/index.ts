export { AdministrationPage } from './view/administration-page.tsx'
