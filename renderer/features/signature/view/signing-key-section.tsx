import { Stack, Typography } from '@mui/material'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { signingKeyFingerprint, signingKeyId } from '#shared/contract/signing-keys.ts'
import { maySignVisits } from '#shared/domain/access/index.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { refreshSigningKeys } from '../model/refresh-signing-keys.ts'
import { useSigner } from '../model/signer-store.ts'
import { useSigningKeys } from '../model/use-signature-status.ts'

/** The key of the person at the screen: whether an administrator has confirmed it, and what the two compare. */
export function SigningKeySection() {
  const { t } = useTranslation('signature')
  const workplace = useWorkplace()
  const { id, role } = workplace.profile.practitioner
  const state = useSigner((store) => store.state)
  const key = state.phase === 'ready' ? state.key : undefined
  const known = useSigningKeys()?.keys
  useEffect(() => void refreshSigningKeys(workplace, key), [workplace, key])
  if (!maySignVisits(role)) return null
  const keyId = key && signingKeyId(key.publicKey)
  const listed = known?.keys.find((each) => each.keyId === keyId)
  const others = known?.keys.filter(
    (each) => each.practitionerId === id && each.keyId !== keyId && each.state === 'registered',
  )
  const words =
    state.phase === 'ready' ? t(`key.${listed?.state ?? 'not-offered'}`) : t(`phase.${state.phase}`)
  return (
    <Section title={t('section')}>
      <Stack spacing={1}>
        <KeyValueList
          labelWidth={200}
          items={[
            { label: t('state'), value: words },
            ...(keyId ? [{ label: t('fingerprint'), value: signingKeyFingerprint(keyId) }] : []),
            ...(others && others.length > 0 ? [{ label: t('others'), value: String(others.length) }] : []),
          ]}
        />
        {(listed?.state ?? 'pending') === 'pending' && key && (
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {t('compare')}
          </Typography>
        )}
      </Stack>
    </Section>
  )
}
