/**
 * A paper document as data: drawn once as HTML (preview, printer) and once as PDF, with the same words in the same
 * order. Texts are plain; whoever draws them escapes them.
 */
export interface PrintDocument {
  /** Title of the page and of the file. */
  title: string
  paper: 'A4' | 'A5' | 'A6'
  blocks: PrintBlock[]
  /** Set across the page: the document must not be used. */
  mark?: string
}

export type PrintBlock =
  /** A paragraph; line breaks are kept. */
  | {
      kind: 'text'
      text: string
      size?: 'small' | 'normal' | 'large'
      bold?: boolean
      align?: 'left' | 'center' | 'right'
    }
  /** `label: value`, the value underlined as on a form. */
  | { kind: 'field'; label: string; value: string }
  /** Labels in a narrow column, lines beside them. */
  | { kind: 'labelled'; label: string; lines: string[]; indent: 'narrow' | 'wide' }
  /** Blocks side by side, shares of the width. */
  | { kind: 'columns'; columns: { share: number; blocks: PrintBlock[] }[] }
  /** An empty frame for a stamp or a seal, with a caption inside. */
  | { kind: 'frame'; caption: string; heightMm: number }
  | { kind: 'rule' }
  | { kind: 'space'; heightMm: number }

/** Width and height of a sheet in millimetres. */
export const paperMm = { A4: [210, 297], A5: [148, 210], A6: [105, 148] } as const
export const marginMm = { A4: 15, A5: 10, A6: 7 } as const
/** Size of normal text in points. */
export const textPt = { A4: 11, A5: 10, A6: 8.5 } as const
