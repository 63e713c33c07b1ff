export { useInboxChoice } from './model/inbox-choice.ts'
export { useInboxWords } from './model/use-inbox-words.ts'
export { InboxPage } from './view/inbox-page.tsx'
