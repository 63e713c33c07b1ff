export function PatientListPage() {
  return null
}
