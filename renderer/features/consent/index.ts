export { ConsentPage } from './view/consent-page.tsx'
export { ConsentSection } from './view/consent-section.tsx'
export { GuardedPrint } from './view/guarded-print.tsx'
