import { Box, Link, Stack, Typography } from '@mui/material'
import { Link as RouterLink } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { compareTexts, visitDifferences } from '#shared/domain/visit/visit.differences.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { SignatureMark, useSignatureStatuses } from '../../signature/index.ts'
import { ClockDoubtMark, DocumentStateMark, useDocumentStates } from '../../sync/index.ts'
import { showMoment } from '../model/show-values.ts'

/** A text with what was taken out struck through and what was added marked; never by colour alone. */
function MarkedText({ before, after }: { before: string; after: string }) {
  return (
    <Typography variant="body2" component="div" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {compareTexts(before, after).map((piece, index) => {
        const key = `${index} ${piece.kind}`
        if (piece.kind === 'same') return <span key={key}>{piece.text}</span>
        return (
          <Box
            key={key}
            component={piece.kind === 'added' ? 'ins' : 'del'}
            sx={{
              bgcolor: piece.kind === 'added' ? 'success.light' : 'error.light',
              textDecoration: piece.kind === 'added' ? 'underline' : 'line-through',
            }}
          >
            {piece.text}
          </Box>
        )
      })}
    </Typography>
  )
}

/** Every version of a visit, newest first, each with what it changed. `versions` come oldest first. */
export function VersionHistory({ versions, shownId }: { versions: readonly Visit[]; shownId: string }) {
  const { t } = useTranslation('visit')
  const states = useDocumentStates(versions.map(({ id }) => id))
  const signatures = useSignatureStatuses(versions)
  return (
    <Stack component="ol" spacing={1} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {[...versions].reverse().map((version) => {
        const before = versions.find(({ id }) => id === version.replaces)
        const differences = before ? visitDifferences(before, version) : []
        return (
          <Box component="li" key={version.id}>
            <Typography variant="body2">
              {version.id === shownId ? (
                <b>{t('history.version', { version: version.version })}</b>
              ) : (
                <Link component={RouterLink} to={`/patients/${version.patientId}/visits/${version.id}`}>
                  {t('history.version', { version: version.version })}
                </Link>
              )}{' '}
              · {showMoment(version.signature?.signedAt ?? version.createdAt)} · {version.practitioner.name}{' '}
              <ClockDoubtMark document={version} />
              <SignatureMark status={signatures.get(version.id)} inRow />
              <DocumentStateMark state={states?.get(version.id)} />
            </Typography>
            {version.amendmentReason && (
              <Typography variant="caption" component="p">
                {t('history.reason', { reason: version.amendmentReason })}
              </Typography>
            )}
            {differences.map(({ field, before: was, after }) => (
              <Box key={field} sx={{ pl: 1, borderLeft: 2, borderColor: 'divider', mt: 0.5 }}>
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  {t(`history.fields.${field}`)}
                </Typography>
                <MarkedText before={was} after={after} />
              </Box>
            ))}
            {before && differences.length === 0 && (
              <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                {t('history.same')}
              </Typography>
            )}
          </Box>
        )
      })}
    </Stack>
  )
}
