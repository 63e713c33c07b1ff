import { Box, Button, Stack, Typography } from '@mui/material'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import type { SigningKey, SigningKeys } from '#shared/contract/signing-keys.ts'
import { compareNames } from '../../../ui/collator.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatDay } from '../../../ui/format.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useAdministrator } from '../model/use-administrator.ts'
import { useKeyColumns } from '../model/use-key-columns.tsx'
import { useServerData } from '../model/use-server-data.ts'
import { KeyDialog } from './key-dialog.tsx'
import { PolicyDialog } from './policy-dialog.tsx'
import { ServerDataFrame } from './server-data-frame.tsx'

/** The keys that clinicians sign with: those that wait for an administrator stand first. */
export function KeysPart({ clinic }: { clinic: ManagedClinic }) {
  const { server } = useAdministrator()
  const load = useCallback(() => server.signingKeys(clinic.id), [server, clinic.id])
  const { data, reload } = useServerData(load)
  return (
    <ServerDataFrame data={data} onRetry={reload}>
      {(keys) => <Keys clinic={clinic} keys={keys} onChanged={reload} />}
    </ServerDataFrame>
  )
}

const pendingFirst = (a: SigningKey, b: SigningKey): number =>
  Number(b.state === 'pending') - Number(a.state === 'pending') || compareNames(a.name, b.name)

function Keys({
  clinic,
  keys,
  onChanged,
}: {
  clinic: ManagedClinic
  keys: SigningKeys
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const [openId, setOpenId] = useState<string | undefined>()
  const [choosing, setChoosing] = useState(false)
  const columns = useKeyColumns()
  const rows = useMemo(() => [...keys.keys].sort(pendingFirst), [keys])
  const chosen = keys.keys.find(({ keyId }) => keyId === openId)
  const { requiredFrom } = keys
  return (
    <Stack spacing={1} sx={{ flex: 1, minHeight: 0 }}>
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
        <Typography variant="body2" sx={{ color: 'text.secondary', flex: 1 }}>
          {t('keys.about')}
        </Typography>
        <Typography variant="body2">
          {requiredFrom ? t('policy.requiredFrom', { day: formatDay(requiredFrom) }) : t('policy.free')}
        </Typography>
        <Button variant="outlined" onClick={() => setChoosing(true)}>
          {t('policy.action')}
        </Button>
      </Stack>
      <Box sx={{ flex: 1, minHeight: 200, border: 1, borderColor: 'divider' }}>
        <DataTable
          label={t('parts.keys')}
          rows={rows}
          columns={columns}
          keyOf={({ keyId }) => keyId}
          onOpen={({ keyId }) => setOpenId(keyId)}
          empty={<EmptyState title={t('keys.none')} text={t('keys.noneText')} />}
        />
      </Box>
      {chosen && (
        <KeyDialog
          key={chosen.keyId}
          clinic={clinic}
          signingKey={chosen}
          onClose={() => setOpenId(undefined)}
          onChanged={onChanged}
        />
      )}
      {choosing && (
        <PolicyDialog
          clinic={clinic}
          requiredFrom={requiredFrom}
          onClose={() => setChoosing(false)}
          onChanged={onChanged}
        />
      )}
    </Stack>
  )
}
