export function PrescriptionPage() {
  return null
}
