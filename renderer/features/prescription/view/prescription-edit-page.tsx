export function PrescriptionEditPage() {
  return null
}
