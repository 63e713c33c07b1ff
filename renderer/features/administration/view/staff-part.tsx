import PersonAdd from '@mui/icons-material/PersonAddAlt1'
import { Box, Button, Checkbox, FormControlLabel, Stack, TextField } from '@mui/material'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedPassword, ManagedAccount, ManagedClinic } from '#shared/contract/administration.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DataTable, type TableHandle } from '../../../ui/table/data-table.tsx'
import { accountState } from '../model/account-state.ts'
import { findAccounts } from '../model/find-accounts.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { useServerData } from '../model/use-server-data.ts'
import { useStaffColumns } from '../model/use-staff-columns.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { NewAccountDialog } from './new-account-dialog.tsx'
import { ServerDataFrame } from './server-data-frame.tsx'
import { SlipDialog } from './slip-dialog.tsx'

/** The people of a clinic (or, without one, of the server) and their accounts. */
export function StaffPart(props: { clinic: ManagedClinic | undefined; clinics: readonly ManagedClinic[] }) {
  const { server } = useAdministrator()
  const clinicId = props.clinic?.id ?? ''
  const load = useCallback(() => server.accounts(clinicId), [server, clinicId])
  const { data, reload } = useServerData(load)
  return (
    <ServerDataFrame data={data} onRetry={reload}>
      {(accounts) => <Staff {...props} accounts={accounts} onChanged={reload} />}
    </ServerDataFrame>
  )
}

type Open = { kind: 'none' } | { kind: 'new' } | { kind: 'account'; user: string }

function Staff(props: {
  clinic: ManagedClinic | undefined
  clinics: readonly ManagedClinic[]
  accounts: readonly ManagedAccount[]
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { clock } = useAdministrator()
  const { onChanged } = props
  // Patients have theirs in their cards.
  const accounts = useMemo(
    () => props.accounts.filter(({ practitioner }) => practitioner.role !== 'patient'),
    [props.accounts],
  )
  const [query, setQuery] = useState('')
  const [withDismissed, setWithDismissed] = useState(false)
  const [open, setOpen] = useState<Open>({ kind: 'none' })
  const [issued, setIssued] = useState<IssuedPassword | undefined>()
  const table = useRef<TableHandle>(null)
  // The states on one screen belong to one moment: that of the server's answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is a new moment
  const nowMs = useMemo(() => clock.now(), [accounts, clock])
  const columns = useStaffColumns(nowMs)
  const isDismissed = useCallback(
    (account: ManagedAccount) => accountState(account, nowMs) === 'dismissed',
    [nowMs],
  )
  const rows = useMemo(
    () => findAccounts(accounts, query, (account) => withDismissed || !isDismissed(account)),
    [accounts, query, withDismissed, isDismissed],
  )
  const dismissed = accounts.filter(isDismissed).length
  const chosen = open.kind === 'account' ? accounts.find(({ user }) => user === open.user) : undefined
  const close = () => setOpen({ kind: 'none' })
  const hand = (slip: IssuedPassword) => {
    close()
    setIssued(slip)
    onChanged()
  }
  return (
    <Stack spacing={1} sx={{ flex: 1, minHeight: 0 }}>
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
        <TextField
          label={t('staff.filter')}
          placeholder={t('staff.filterHint')}
          value={query}
          autoFocus
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setQuery('')
            else table.current?.handleKey(event)
          }}
          sx={{ maxWidth: 360 }}
        />
        <FormControlLabel
          control={<Checkbox checked={withDismissed} onChange={(_, checked) => setWithDismissed(checked)} />}
          label={t('staff.withDismissed', { count: dismissed })}
        />
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" startIcon={<PersonAdd />} onClick={() => setOpen({ kind: 'new' })}>
          {t('staff.add')}
        </Button>
      </Stack>
      <Box sx={{ flex: 1, minHeight: 200, border: 1, borderColor: 'divider' }}>
        <DataTable
          ref={table}
          label={t('parts.staff')}
          rows={rows}
          columns={columns}
          keyOf={({ user }) => user}
          onOpen={({ user }) => setOpen({ kind: 'account', user })}
          empty={
            accounts.length === dismissed ? (
              <EmptyState title={t('staff.nobody')} text={t('staff.nobodyText')} />
            ) : (
              <EmptyState title={t('staff.notFound')} text={t('staff.notFoundText')} />
            )
          }
        />
      </Box>
      {open.kind === 'new' && (
        <NewAccountDialog
          clinic={props.clinic}
          clinics={props.clinics}
          accounts={accounts}
          onClose={close}
          onIssued={hand}
        />
      )}
      {chosen && (
        <AccountDialog
          key={chosen.user}
          clinic={props.clinic}
          clinics={props.clinics}
          account={chosen}
          accounts={accounts}
          nowMs={nowMs}
          onClose={close}
          onChanged={onChanged}
          onIssued={hand}
        />
      )}
      {issued && <SlipDialog issued={issued} onClose={() => setIssued(undefined)} />}
    </Stack>
  )
}
