export function PatientEditPage() {
  return null
}
