export { ImportPage } from './view/import-page.tsx'
