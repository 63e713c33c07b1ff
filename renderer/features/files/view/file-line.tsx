import { Box } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { dayOfDocumentReference } from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { dayOf } from '#shared/domain/visit/visit.rules.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import type { DocumentState } from '../../../data/controls/sync-control.ts'
import { useFileWords } from '../model/use-file-words.ts'
import { FileStateMark } from './file-state-mark.tsx'
import { Thumbnail } from './thumbnail.tsx'

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

/** One paper in a list: when, what, of which kind, by whom, and where it is. Opens it. */
export function FileLine(props: {
  reference: DocumentReference
  state: DocumentState | undefined
  /** Place in a list that arrow keys walk through. */
  row?: number
}) {
  const { reference, state } = props
  const { kindText, sizeText } = useFileWords()
  const isWrong = reference.status === 'entered-in-error'
  return (
    <Box
      component={Link}
      to={`/patients/${reference.patientId}/files/${reference.id}`}
      data-testid="file-row"
      {...(props.row === undefined ? {} : { 'data-row': props.row })}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        width: 1,
        height: 46,
        px: 1.5,
        borderBottom: '1px solid',
        borderColor: 'divider',
        color: 'text.primary',
        fontSize: 13,
        textDecoration: 'none',
        '&:hover': { bgcolor: 'background.default' },
        '&:focus-visible': { outlineOffset: -2 },
        ...(isWrong && { textDecoration: 'line-through', color: 'text.disabled' }),
      }}
    >
      <Box component="span" sx={{ width: 78, flexShrink: 0, fontVariantNumeric: 'tabular-nums' }}>
        {formatPartialDate(dayOf(dayOfDocumentReference(reference)))}
      </Box>
      <Thumbnail patientId={reference.patientId} content={reference.content} />
      <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
        <Box component="span" sx={{ ...oneLine, display: 'block' }}>
          {reference.description}
        </Box>
        <Box component="span" sx={{ ...oneLine, display: 'block', color: 'text.secondary', fontSize: 12 }}>
          {kindText(reference.kind)} · {sizeText(reference.content.size)} · {reference.addedBy.name}
        </Box>
      </Box>
      <FileStateMark reference={reference} state={state} />
    </Box>
  )
}
