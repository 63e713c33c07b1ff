export type { TrailSource } from './model/use-trail.ts'
export { CardDoor } from './view/card-door.tsx'
export { TracedHost } from './view/traced-host.tsx'

/** The pages come when they are opened: the doors above stand in every window from its start. */
export const trailPage = () => import('./view/trail-page.tsx')
export const journalPage = () => import('./view/journal-page.tsx')
/** The same, where nothing of the clinic is on the PC. */
export const trailView = () => import('./view/trail.tsx')
export const serverJournal = () => import('./view/server-journal.tsx')
