import { useTranslation } from 'react-i18next'
import type { SigningKey } from '#shared/contract/signing-keys.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'

const tones = { pending: 'attention', registered: 'good', retired: 'neutral', revoked: 'danger' } as const

/** Where a signing key stands, in words. */
export function KeyStateChip({ state }: { state: SigningKey['state'] }) {
  const { t } = useTranslation('administration')
  return <StatusChip tone={tones[state]} label={t(`keys.states.${state}`)} />
}
