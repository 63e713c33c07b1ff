import Add from '@mui/icons-material/Add'
import { Box, Button, MenuItem, Stack, Tab, Tabs, TextField } from '@mui/material'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import { compareNames } from '../../../ui/collator.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { type Part, partsOf } from '../model/parts.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { useServerData } from '../model/use-server-data.ts'
import { ActsPart } from './acts-part.tsx'
import { JournalPart } from './journal-part.tsx'
import { KeysPart } from './keys-part.tsx'
import { NewClinic } from './new-clinic.tsx'
import { RetentionPart } from './retention-part.tsx'
import { ServerDataFrame } from './server-data-frame.tsx'
import { StaffPart } from './staff-part.tsx'
import { StationsPart } from './stations-part.tsx'
import { UnitsPart } from './units-part.tsx'

/** Accounts, PCs, units and keys of a clinic, for those who administer it. Needs the server. */
export function AdministrationPage() {
  const { t } = useTranslation('administration')
  const { server } = useAdministrator()
  const load = useCallback(() => server.clinics(), [server])
  const { data, reload } = useServerData(load)
  return (
    <Stack sx={{ height: 1 }}>
      {data.kind !== 'shown' && <PageHeader title={t('title')} />}
      <ServerDataFrame data={data} onRetry={reload}>
        {(clinics) => <Clinics clinics={clinics} onChanged={reload} />}
      </ServerDataFrame>
    </Stack>
  )
}

const titleOf = (clinic: ManagedClinic): string => clinic.facilities[0]?.name ?? clinic.id

/** The choice that stands for the server itself: its own administrators, who belong to no clinic. */
const ofServer = '-'

function Clinics({ clinics, onChanged }: { clinics: ManagedClinic[]; onChanged: () => Promise<void> }) {
  const { t } = useTranslation('administration')
  const { profile, ofAllClinics } = useAdministrator()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { clinic?: string; part?: string }
  const [creating, setCreating] = useState(false)
  const sorted = [...clinics].sort((a, b) => compareNames(titleOf(a), titleOf(b)))
  const wanted = search.clinic ?? profile.clinicId
  const clinic = wanted === ofServer ? undefined : (sorted.find(({ id }) => id === wanted) ?? sorted[0])
  const parts = partsOf(clinic, profile.practitioner.role)
  const part = parts.find((name) => name === search.part) ?? parts[0]
  const go = (next: { clinic?: string; part?: Part }) =>
    navigate({ to: '/administration', search: { ...search, ...next } as never })
  const created = async (clinicId: string) => {
    setCreating(false)
    await onChanged()
    await go({ clinic: clinicId, part: 'staff' })
  }
  if (clinics.length === 0 && !ofAllClinics)
    return <EmptyState title={t('clinic.none')} text={t('clinic.noneText')} />
  if (clinics.length === 0 || creating)
    return (
      <>
        <PageHeader title={t('title')} />
        <NewClinic
          taken={clinics.map(({ id }) => id)}
          onCreated={(clinicId) => void created(clinicId)}
          {...(clinics.length === 0 ? {} : { onCancel: () => setCreating(false) })}
        />
      </>
    )
  return (
    <>
      <PageHeader
        title={t('title')}
        facts={
          (sorted.length > 1 || ofAllClinics) && (
            <TextField
              select
              label={t('clinic.label')}
              value={clinic?.id ?? ofServer}
              onChange={(event) => void go({ clinic: event.target.value })}
              sx={{ width: 380 }}
            >
              {sorted.map((each) => (
                <MenuItem key={each.id} value={each.id}>
                  {titleOf(each)}
                </MenuItem>
              ))}
              {ofAllClinics && <MenuItem value={ofServer}>{t('clinic.ofServer')}</MenuItem>}
            </TextField>
          )
        }
        actions={
          ofAllClinics && (
            <Button startIcon={<Add />} onClick={() => setCreating(true)}>
              {t('clinic.add')}
            </Button>
          )
        }
      />
      <Tabs value={part} onChange={(_, next: Part) => void go({ part: next })} sx={{ mb: 1 }}>
        {parts.map((name) => (
          <Tab key={name} value={name} label={t(`parts.${name}`)} />
        ))}
      </Tabs>
      <Box
        key={clinic?.id ?? ofServer}
        role="tabpanel"
        aria-label={part && t(`parts.${part}`)}
        sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
      >
        {part === 'staff' && <StaffPart clinic={clinic} clinics={sorted} />}
        {part === 'stations' && clinic && <StationsPart clinic={clinic} />}
        {part === 'keys' && clinic && <KeysPart clinic={clinic} />}
        {part === 'units' && clinic && <UnitsPart clinic={clinic} onChanged={() => void onChanged()} />}
        {part === 'retention' && clinic && (
          <RetentionPart clinicId={clinic.id} organization={titleOf(clinic)} />
        )}
        {part === 'journal' && clinic && <JournalPart clinicId={clinic.id} />}
        {part === 'log' && <ActsPart clinic={clinic} />}
      </Box>
    </>
  )
}
