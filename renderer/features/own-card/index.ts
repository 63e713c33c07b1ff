/** The page comes when a patient signs in. */
export const ownCardPage = () => import('./view/own-card-page.tsx')
