import { signingKeyFingerprint } from '#shared/contract/signing-keys.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { alarming, type SignatureStatus } from '#shared/domain/signature/signature-status.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import type { PrintBlock } from '../../../ui/print/print-document.ts'

/** Printed documents are Russian, whatever the language of the screen. */
const words: Record<Exclude<SignatureStatus, 'none'>, string> = {
  valid: 'подпись действительна',
  'not-checked': 'подпись не проверена этой программой',
  'unknown-key': 'ключ не зарегистрирован',
  'pending-key': 'ключ ожидает подтверждения',
  altered: 'ДОКУМЕНТ ИЗМЕНЁН ПОСЛЕ ПОДПИСАНИЯ',
  'foreign-key': 'ПОДПИСАН КЛЮЧОМ ДРУГОГО СОТРУДНИКА',
  'ended-key': 'КЛЮЧ НЕ ДЕЙСТВОВАЛ',
  late: 'ПОЛУЧЕН ПОСЛЕ ОТЗЫВА КЛЮЧА',
}

/** A line for the end of a paper, and a mark across one that must not be believed; nothing without a signature. */
export function printedSignature(
  { signature }: Visit | Prescription,
  status: SignatureStatus | undefined,
): { blocks: PrintBlock[]; mark?: string } {
  if (!signature?.electronic || !status || status === 'none') return { blocks: [] }
  const key = signingKeyFingerprint(signature.electronic.keyId)
  return {
    blocks: [{ kind: 'text', text: `Электронная подпись, ключ ${key}: ${words[status]}`, size: 'small' }],
    ...(alarming.has(status) ? { mark: 'ПОДПИСЬ НЕДЕЙСТВИТЕЛЬНА' } : {}),
  }
}
