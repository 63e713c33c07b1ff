export function VisitEditPage() {
  return null
}
