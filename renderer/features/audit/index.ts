export { CardDoor } from './view/card-door.tsx'
export { JournalPage } from './view/journal-page.tsx'
export { TracedHost } from './view/traced-host.tsx'
export { TrailPage } from './view/trail-page.tsx'
