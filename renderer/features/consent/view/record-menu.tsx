import { Button, Divider, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentDraft } from '#shared/domain/consent/consent.commands.ts'
import { type ConsentKind, consentKinds } from '#shared/domain/consent/consent.schema.ts'
import { consentTextOn } from '#shared/domain/consent/consent-texts.ts'
import { mayRecordLegalGround } from '#shared/domain/consent/restriction.commands.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { ageInYears, minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useReopen } from '../../kept-forms/index.ts'
import { useConsentCommands } from '../model/use-consent-commands.ts'
import { ConsentDialog } from './consent-dialog.tsx'
import { LegalGroundDialog } from './legal-ground-dialog.tsx'
import { RestrictionDialog } from './restriction-dialog.tsx'

type Opened = { draft: ConsentDraft } | 'restriction' | 'ground' | undefined

/** Below this age a representative speaks (Marriage and Family Code, majority at 18). */
const majority = 18

/** Two clicks record a consent or refusal by the text of the day; what needs names opens a form. */
export function RecordMenu({ patient }: { patient: Patient }) {
  const { t } = useTranslation('consent')
  const { context, profile } = useWorkplace()
  const { record } = useConsentCommands()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [opened, setOpened] = useState<Opened>()
  const today = minskDay(context.clock.now())
  const isChild = ageInYears(patient.birthDate, today) < majority
  const givenBy: ConsentDraft['givenBy'] = isChild
    ? {
        who: 'representative',
        name: patient.guardian?.name ?? '',
        kinship: patient.guardian?.relation ?? '',
      }
    : { who: 'patient' }

  const withoutText: ConsentDraft = { kind: 'central-system', decision: 'deny', givenBy, textVersion: '' }
  useReopen(`consent/${patient.id}`, () => setOpened({ draft: withoutText }))
  useReopen(`restriction/${patient.id}`, () => setOpened('restriction'))
  useReopen(`ground/${patient.id}`, () => setOpened('ground'))

  async function choose(kind: ConsentKind, decision: ConsentDraft['decision'], withDetails: boolean) {
    setAnchor(null)
    const text = consentTextOn(kind, decision, today)
    if (!text) return
    const draft: ConsentDraft = { kind, decision, givenBy, textVersion: text.id }
    if (withDetails) return setOpened({ draft })
    const problems = await record(patient.id, draft)
    // Names are missing: the form asks for them.
    if (problems.length > 0) setOpened({ draft })
  }
  const open = (what: Opened) => {
    setAnchor(null)
    setOpened(what)
  }
  const close = () => setOpened(undefined)
  return (
    <>
      <Button onClick={(event) => setAnchor(event.currentTarget)} aria-haspopup="menu">
        {t('record')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {consentKinds.flatMap((kind) =>
          (['permit', 'deny'] as const).map((decision) => (
            <MenuItem key={`${kind} ${decision}`} onClick={() => void choose(kind, decision, false)}>
              {t(`kinds.${kind}.${decision}`)}
            </MenuItem>
          )),
        )}
        <Divider />
        <MenuItem onClick={() => void choose('central-system', 'deny', true)}>{t('withDetails')}</MenuItem>
        <MenuItem onClick={() => open('restriction')}>{t('restriction.add')}</MenuItem>
        {mayRecordLegalGround(profile.practitioner.role) && (
          <MenuItem onClick={() => open('ground')}>{t('ground.add')}</MenuItem>
        )}
      </Menu>
      {typeof opened === 'object' && (
        <ConsentDialog patient={patient} initial={opened.draft} onClose={close} />
      )}
      {opened === 'restriction' && <RestrictionDialog patientId={patient.id} onClose={close} />}
      {opened === 'ground' && <LegalGroundDialog patientId={patient.id} onClose={close} />}
    </>
  )
}
