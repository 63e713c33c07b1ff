import { Box, Button, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeldPatient, StationHoldings } from '#shared/contract/holdings.ts'
import { type PaperLanguage, paperLanguages } from '#shared/domain/consent/consent-texts.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useHost } from '../../../host/host-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { formatNumber } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import { PrintPreview } from '../../../ui/print/print-preview.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { holdingsCsv } from '../model/holdings-csv.ts'
import { noticePrint, type PaperContext, patientsPrint } from '../model/holdings-print.ts'
import { useHoldingWords } from '../model/use-holding-words.ts'

/** What was on a PC: figures, people to be told, and the draft of the notice with these figures in it. */
export function HoldingsReport(props: { holdings: StationHoldings; organization: string; today: string }) {
  const { t } = useTranslation('holdings')
  const { t: common } = useTranslation()
  const { holdings, organization } = props
  const [part, setPart] = useState<'patients' | 'notice'>('patients')
  const [language, setLanguage] = useState<PaperLanguage>('ru')
  const [knownOn, setKnownOn] = useState(props.today)
  const words = useHoldingWords()
  const context: PaperContext = {
    organization,
    knownOn: /^\d{4}-\d\d-\d\d$/.test(knownOn) ? knownOn : props.today,
    typeName: words.typeName,
    listTitle: t('listTitle'),
  }
  const notice = noticePrint(holdings, context, language)
  return (
    <Stack spacing={1.5} sx={{ height: 1, minHeight: 0 }}>
      <Stack direction="row" spacing={3} sx={{ alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <KeyValueList labelWidth={210} items={words.facts(holdings)} />
        </Box>
        <Stack spacing={1} sx={{ width: 380 }}>
          <Banner severity="info">{t(`sources.${holdings.source}`)}</Banner>
          {!holdings.revoked && holdings.source === 'server' && (
            <Banner severity="danger">{t('notRevoked')}</Banner>
          )}
        </Stack>
      </Stack>
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label={t('show')}
          value={part}
          onChange={(_, chosen: typeof part | null) => chosen && setPart(chosen)}
        >
          <ToggleButton value="patients" sx={{ textTransform: 'none', px: 2 }}>
            {t('patients', { total: formatNumber(holdings.patients.length) })}
          </ToggleButton>
          <ToggleButton value="notice" sx={{ textTransform: 'none', px: 2 }}>
            {t('notice')}
          </ToggleButton>
        </ToggleButtonGroup>
        <Box sx={{ flex: 1 }} />
        {part === 'patients' ? (
          <>
            <CsvButton holdings={holdings} />
            <PrintButtons make={() => patientsPrint(holdings, context)} main />
          </>
        ) : (
          <>
            <Box sx={{ width: 190 }}>
              <DateField
                label={t('knownOn')}
                value={knownOn}
                onChange={(day) => setKnownOn(day ?? '')}
                wholeOnly
              />
            </Box>
            <ToggleButtonGroup
              exclusive
              size="small"
              aria-label={t('language')}
              value={language}
              onChange={(_, chosen: PaperLanguage | null) => chosen && setLanguage(chosen)}
            >
              {paperLanguages.map((each) => (
                <ToggleButton key={each} value={each} lang={each} sx={{ textTransform: 'none' }}>
                  {common(`languages.${each}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
            <PrintButtons make={() => notice} main />
          </>
        )}
      </Stack>
      <Box sx={{ flex: 1, minHeight: 260, overflow: 'auto', border: 1, borderColor: 'divider' }}>
        {part === 'patients' ? (
          <PatientTable patients={holdings.patients} />
        ) : (
          <PrintPreview document={notice} label={t('notice')} />
        )}
      </Box>
    </Stack>
  )
}

function CsvButton({ holdings }: { holdings: StationHoldings }) {
  const { t } = useTranslation('holdings')
  const host = useHost()
  async function save() {
    const { columns } = tableHeader(t)
    const outcome = await host.saveFile({
      suggestedName: `holdings-${holdings.stationId}-${holdings.madeAt.slice(0, 10)}.csv`,
      mediaType: 'text/csv',
      bytes: holdingsCsv(holdings, columns),
    })
    if (outcome === 'saved') showToast(t('csvSaved'))
    if (outcome === 'failed') showToast(t('csvFailed'))
  }
  return <Button onClick={() => void save()}>{t('csv')}</Button>
}

const tableHeader = (t: ReturnType<typeof useTranslation<'holdings'>>['t']) => ({
  columns: [
    t('columns.name'),
    t('columns.birthDate'),
    t('columns.personalNumber'),
    t('columns.address'),
    t('columns.contacts'),
    t('columns.documents'),
  ] as const,
})

function PatientTable({ patients }: { patients: readonly HeldPatient[] }) {
  const { t } = useTranslation('holdings')
  const columns = useMemo((): Column<HeldPatient>[] => {
    const { columns: header } = tableHeader(t)
    return [
      {
        id: 'name',
        header: header[0],
        cell: ({ name }) => name,
        width: 'minmax(200px, 2fr)',
        sortBy: ({ name }) => name,
      },
      {
        id: 'birth',
        header: header[1],
        cell: ({ birthDate }) => formatPartialDate(birthDate),
        width: '140px',
      },
      { id: 'number', header: header[2], cell: ({ personalNumber }) => personalNumber, width: '140px' },
      { id: 'address', header: header[3], cell: ({ address }) => address, width: 'minmax(160px, 1.5fr)' },
      {
        id: 'contacts',
        header: header[4],
        cell: ({ contacts }) => contacts.join('; '),
        width: 'minmax(180px, 2fr)',
        sortBy: ({ contacts }) => contacts.length,
      },
      {
        id: 'documents',
        header: header[5],
        cell: ({ documents }) => documents,
        width: '90px',
        align: 'right',
        sortBy: ({ documents }) => documents,
      },
    ]
  }, [t])
  return (
    <DataTable
      label={t('listTitle')}
      rows={patients}
      columns={columns}
      keyOf={({ id }) => id}
      empty={<Typography sx={{ p: 1.5 }}>{t('nobody')}</Typography>}
    />
  )
}
