export { useDocumentStates, useNow, useSyncStatus } from './model/use-sync-status.ts'
export { DocumentStateMark } from './view/document-state-mark.tsx'
export { SyncDetails } from './view/sync-details.tsx'
export { SyncIndicator } from './view/sync-indicator.tsx'
