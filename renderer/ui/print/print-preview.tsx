import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { marginMm, type PrintBlock, type PrintDocument, paperMm, textPt } from './print-document.ts'

const scale = { small: '0.82em', normal: '1em', large: '1.25em' }
const wrap = {
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  m: 0,
  font: 'inherit',
  lineHeight: 1.3,
} as const

function Line({ children, ...sx }: { children: ReactNode; [style: string]: unknown }) {
  return (
    <Typography component="p" sx={{ ...wrap, ...sx }}>
      {children}
    </Typography>
  )
}

function Block({ block }: { block: PrintBlock }) {
  switch (block.kind) {
    case 'text':
      return (
        <Line
          fontSize={scale[block.size ?? 'normal']}
          fontWeight={block.bold ? 700 : 400}
          textAlign={block.align ?? 'left'}
        >
          {block.text}
        </Line>
      )
    case 'field':
      return (
        <Line mt="0.25em">
          {block.label}: <u>{block.value}</u>
        </Line>
      )
    case 'labelled':
      return (
        <Box sx={{ display: 'flex', gap: '0.6em', mt: '0.4em' }}>
          <Line flex="none" width={block.indent === 'wide' ? '11em' : '4.6em'}>
            {block.label}
          </Line>
          <div>
            {block.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished document never move
              <Line key={index}>{line}</Line>
            ))}
          </div>
        </Box>
      )
    case 'columns':
      return (
        <Box sx={{ display: 'flex', gap: '4mm' }}>
          {block.columns.map(({ share, blocks }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a finished document never move
            <Box key={index} sx={{ flex: `${share} 1 0`, minWidth: 0 }}>
              <Blocks blocks={blocks} />
            </Box>
          ))}
        </Box>
      )
    case 'frame':
      return (
        <Box
          sx={{
            minHeight: `${block.heightMm}mm`,
            border: '1px dashed #555',
            p: '1mm',
            display: 'flex',
            alignItems: 'end',
            justifyContent: 'center',
            color: '#555',
            fontSize: '0.75em',
            textAlign: 'center',
          }}
        >
          {block.caption}
        </Box>
      )
    case 'rule':
      return <Box component="hr" sx={{ border: 0, borderTop: '1px solid #000', my: '1.5mm' }} />
    case 'space':
      return <Box sx={{ minHeight: `${block.heightMm}mm` }} />
  }
}

function Blocks({ blocks }: { blocks: readonly PrintBlock[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a finished document never move
    <Block key={index} block={block} />
  ))
}

/** The sheet as it will be printed, on the screen. */
export function PrintPreview({ document, label }: { document: PrintDocument; label: string }) {
  const [widthMm, heightMm] = paperMm[document.paper]
  return (
    <Box
      component="article"
      aria-label={label}
      lang="ru"
      sx={{
        position: 'relative',
        width: `${widthMm}mm`,
        minHeight: `${heightMm}mm`,
        maxWidth: '100%',
        p: `${marginMm[document.paper]}mm`,
        bgcolor: '#fff',
        color: '#000',
        border: 1,
        borderColor: 'divider',
        boxShadow: 2,
        fontSize: `${textPt[document.paper]}pt`,
        lineHeight: 1.3,
      }}
    >
      <Blocks blocks={document.blocks} />
      {document.mark && (
        <Box
          sx={{
            position: 'absolute',
            inset: '40% 0 auto',
            textAlign: 'center',
            fontSize: '3em',
            fontWeight: 700,
            color: '#b00',
            opacity: 0.35,
            transform: 'rotate(-20deg)',
          }}
        >
          {document.mark}
        </Box>
      )}
    </Box>
  )
}
