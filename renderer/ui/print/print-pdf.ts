import type { Content, Definition } from 'pdfmake/build/pdfmake.js'
import { marginMm, type PrintBlock, type PrintDocument, paperMm, textPt } from './print-document.ts'

const points = (mm: number): number => (mm / 25.4) * 72

const sizes = { small: 0.82, normal: 1, large: 1.25 }

/** Control characters have no sign in a font; pdfmake takes text literally, so nothing else needs escaping. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const plain = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')

function draw(block: PrintBlock, pt: number, widthPt: number): Content {
  switch (block.kind) {
    case 'text':
      return {
        text: plain(block.text),
        fontSize: pt * sizes[block.size ?? 'normal'],
        bold: block.bold ?? false,
        alignment: block.align ?? 'left',
        preserveLeadingSpaces: true,
      }
    case 'field':
      return {
        text: [`${plain(block.label)}: `, { text: plain(block.value), decoration: 'underline' }],
        margin: [0, pt * 0.25, 0, 0],
      }
    case 'labelled':
      return {
        columns: [
          { text: plain(block.label), width: pt * (block.indent === 'wide' ? 11 : 4.6) },
          {
            stack: block.lines.map((line) => ({ text: plain(line), preserveLeadingSpaces: true })),
            width: '*',
          },
        ],
        columnGap: pt * 0.6,
        margin: [0, pt * 0.4, 0, 0],
      }
    case 'columns': {
      const total = block.columns.reduce((sum, { share }) => sum + share, 0)
      const gap = points(4)
      const inner = widthPt - gap * (block.columns.length - 1)
      return {
        columns: block.columns.map(({ share, blocks }) => {
          const width = (inner * share) / total
          return { width, stack: blocks.map((each) => draw(each, pt, width)) }
        }),
        columnGap: gap,
      }
    }
    case 'frame':
      return {
        table: {
          widths: ['*'],
          heights: points(block.heightMm),
          body: [
            [{ text: plain(block.caption), fontSize: pt * 0.75, color: '#555555', alignment: 'center' }],
          ],
        },
        layout: {
          hLineStyle: () => ({ dash: { length: 3 } }),
          vLineStyle: () => ({ dash: { length: 3 } }),
          hLineColor: () => '#555555',
          vLineColor: () => '#555555',
        },
      }
    case 'rule':
      return {
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: widthPt, y2: 0, lineWidth: 0.75 }],
        margin: [0, points(1.5), 0, points(1.5)],
      }
    case 'space':
      return { text: '', margin: [0, points(block.heightMm), 0, 0] }
  }
}

/** What pdfmake draws; in a function of its own so that it can be looked at without drawing. */
export function pdfDefinition(document: PrintDocument): Definition {
  const [widthMm, heightMm] = paperMm[document.paper]
  const pt = textPt[document.paper]
  const widthPt = points(widthMm - 2 * marginMm[document.paper])
  return {
    pageSize: { width: points(widthMm), height: points(heightMm) },
    pageMargins: points(marginMm[document.paper]),
    defaultStyle: { font: 'Roboto', fontSize: pt, lineHeight: 1.1 },
    info: { title: plain(document.title) },
    content: document.blocks.map((block) => draw(block, pt, widthPt)),
    ...(document.mark
      ? { watermark: { text: document.mark, color: '#bb0000', opacity: 0.3, bold: true, angle: -20 } }
      : {}),
  }
}

/** The document as a PDF file. The drawing library and its fonts (2 MB) are loaded when first needed. */
export async function printPdf(document: PrintDocument): Promise<Uint8Array> {
  const [{ default: pdfMake }, { default: fonts }] = await Promise.all([
    import('pdfmake/build/pdfmake.js'),
    import('pdfmake/build/vfs_fonts.js'),
  ])
  pdfMake.addVirtualFileSystem(fonts)
  return pdfMake.createPdf(pdfDefinition(document)).getBuffer()
}
