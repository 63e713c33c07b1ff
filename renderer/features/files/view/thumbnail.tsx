import InsertDriveFile from '@mui/icons-material/InsertDriveFileOutlined'
import PictureAsPdf from '@mui/icons-material/PictureAsPdfOutlined'
import { Box } from '@mui/material'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { useFileReading, usePictureAddress } from '../model/use-file-reading.ts'

const box = {
  width: 36,
  height: 36,
  flexShrink: 0,
  display: 'grid',
  placeItems: 'center',
  color: 'text.secondary',
  overflow: 'hidden',
  borderRadius: 0.5,
} as const

/** A small picture of a paper, or the sign of its type; a few kilobytes that are fetched when they are first seen. */
export function Thumbnail({ patientId, content }: Pick<DocumentReference, 'patientId' | 'content'>) {
  const reading = useFileReading({ patientId, fileId: content.thumbnailId })
  const address = usePictureAddress(reading.kind === 'read' ? reading.file : undefined)
  return (
    <Box sx={box} aria-hidden>
      {address ? (
        <Box component="img" src={address} alt="" sx={{ width: 1, height: 1, objectFit: 'cover' }} />
      ) : content.contentType === 'application/pdf' ? (
        <PictureAsPdf />
      ) : (
        <InsertDriveFile />
      )}
    </Box>
  )
}
