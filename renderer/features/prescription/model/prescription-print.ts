import type { PrescriptionForm } from '#shared/domain/prescription/prescription.form.ts'
import type { PrintBlock, PrintDocument } from '../../../ui/print/print-document.ts'

interface PrintedSignature {
  blocks: PrintBlock[]
  mark?: string
}

/** The printed form 1 on a sheet of A6. */
export function prescriptionPrint(form: PrescriptionForm, signature: PrintedSignature): PrintDocument {
  const mark = form.mark ?? signature.mark
  return {
    title: form.title,
    paper: 'A6',
    ...(mark ? { mark } : {}),
    blocks: [
      {
        kind: 'columns',
        columns: [
          {
            share: 3,
            blocks: [
              ...form.organization.map((text, index) => ({
                kind: 'text' as const,
                text,
                size: 'small' as const,
                bold: index === 0,
              })),
              { kind: 'field', label: 'УНП', value: form.payerNumber },
            ],
          },
          { share: 2, blocks: [{ kind: 'frame', caption: form.stampPlace, heightMm: 17 }] },
        ],
      },
      { kind: 'rule' },
      { kind: 'text', text: form.heading, size: 'large', bold: true, align: 'center' },
      { kind: 'text', text: form.date, align: 'center' },
      ...form.fields.map(({ label, value }) => ({ kind: 'field' as const, label, value })),
      { kind: 'rule' },
      ...form.recipe.map(({ label, lines }) => ({
        kind: 'labelled' as const,
        label,
        lines,
        indent: 'narrow' as const,
      })),
      { kind: 'space', heightMm: 3 },
      {
        kind: 'columns',
        columns: [
          {
            share: 3,
            blocks: [
              { kind: 'text', text: form.signature.label },
              { kind: 'text', text: form.signature.name },
              { kind: 'space', heightMm: 5 },
              { kind: 'text', text: '______________ (подпись)', size: 'small' },
            ],
          },
          { share: 2, blocks: [{ kind: 'frame', caption: form.signature.sealPlace, heightMm: 14 }] },
        ],
      },
      { kind: 'space', heightMm: 2 },
      { kind: 'text', text: form.validity, size: 'small' },
      ...signature.blocks,
    ],
  }
}
