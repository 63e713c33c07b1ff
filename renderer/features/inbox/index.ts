export { InboxPage } from './view/inbox-page.tsx'
