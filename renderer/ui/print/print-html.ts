import { marginMm, type PrintBlock, type PrintDocument, textPt } from './print-document.ts'

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that is safe anywhere in HTML; control characters, which no printer shows, are left out. */
export const escapeHtml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/[&<>"']/g, (sign) => entities[sign]!)

const styles = ({ paper }: PrintDocument): string => `
@page { size: ${paper}; margin: ${marginMm[paper]}mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font: ${textPt[paper]}pt/1.3 "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif; overflow-wrap: anywhere }
p { margin: 0; white-space: pre-wrap }
.small { font-size: .82em } .large { font-size: 1.25em } .bold { font-weight: 700 }
.center { text-align: center } .right { text-align: right }
.field { margin-top: .25em } .field b { font-weight: 400; border-bottom: 1px solid #000; padding: 0 .3em }
.labelled { display: flex; gap: .6em; margin-top: .4em; break-inside: avoid-page } .labelled > p { flex: none; width: 4.6em } .labelled.wide > p { width: 11em }
.columns { display: flex; gap: 4mm }
.frame { border: 1px dashed #555; padding: 1mm; display: flex; align-items: end; justify-content: center; color: #555; font-size: .75em; text-align: center }
hr { border: 0; border-top: 1px solid #000; margin: 1.5mm 0 }
.mark { position: fixed; inset: 40% 0 auto; text-align: center; font-size: 3em; font-weight: 700; color: #b00; opacity: .35; transform: rotate(-20deg) }
@media screen { body { padding: ${marginMm[paper]}mm } }
`

function drawBlock(block: PrintBlock): string {
  switch (block.kind) {
    case 'text': {
      const names = [block.size, block.bold && 'bold', block.align].filter(Boolean).join(' ')
      return `<p class="${names}">${escapeHtml(block.text)}</p>`
    }
    case 'field':
      return `<p class="field">${escapeHtml(block.label)}: <b>${escapeHtml(block.value)}</b></p>`
    case 'labelled':
      return `<div class="labelled ${block.indent}"><p>${escapeHtml(block.label)}</p><div>${block.lines
        .map((line) => `<p>${escapeHtml(line)}</p>`)
        .join('')}</div></div>`
    case 'columns':
      return `<div class="columns">${block.columns
        .map(
          ({ share, blocks }) =>
            `<div class="share${share}">${blocks.map((each) => drawBlock(each)).join('')}</div>`,
        )
        .join('')}</div>`
    case 'frame':
      return `<div class="frame h${block.heightMm}">${escapeHtml(block.caption)}</div>`
    case 'rule':
      return '<hr>'
    case 'space':
      return `<div class="h${block.heightMm}"></div>`
  }
}

/** Shares and heights used in a document, as classes: a style attribute would not pass a strict CSP. */
function sizes(blocks: readonly PrintBlock[]): Set<string> {
  const rules = new Set<string>()
  for (const block of blocks) {
    if (block.kind === 'columns')
      for (const { share, blocks: inner } of block.columns) {
        rules.add(`.share${share} { flex: ${share} 1 0; min-width: 0 }`)
        for (const rule of sizes(inner)) rules.add(rule)
      }
    if (block.kind === 'frame' || block.kind === 'space')
      rules.add(`.h${block.heightMm} { min-height: ${block.heightMm}mm }`)
  }
  return rules
}

/**
 * The document as one HTML page: its own styles, no scripts, no requests. A policy inside the page forbids both, in
 * case a text ever got past the escaping.
 */
export function printHtml(document: PrintDocument): string {
  const rules = [styles(document), ...sizes(document.blocks)].join('\n')
  const mark = document.mark ? `<div class="mark">${escapeHtml(document.mark)}</div>` : ''
  const body = document.blocks.map((block) => drawBlock(block)).join('\n')
  return `<!doctype html>
<html lang="ru"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(document.title)}</title><style>${rules}</style></head>
<body>${mark}${body}</body></html>`
}
