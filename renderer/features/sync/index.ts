export { SyncIndicator } from './view/sync-indicator.tsx'
