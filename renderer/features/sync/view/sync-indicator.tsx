export function SyncIndicator() {
  return null
}
