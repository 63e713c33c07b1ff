import type { PrintBlock } from './print-document.ts'

/** Who hands the paper out. */
interface Organization {
  name: string
  address?: string | undefined
  unitName?: string | undefined
  unitAddress?: string | undefined
  phone?: string | undefined
}

/** The head of a paper that leaves the clinic: whose it is, a line, what it is. */
export function paperHead(
  organization: Organization | undefined,
  title: string,
  subtitle: string,
): PrintBlock[] {
  const { name = '', unitName, unitAddress, address, phone } = organization ?? {}
  return [
    { kind: 'text', text: name, bold: true, align: 'center' },
    {
      kind: 'text',
      text: [unitName, unitAddress ?? address, phone].filter(Boolean).join(', '),
      size: 'small',
      align: 'center',
    },
    { kind: 'rule' },
    { kind: 'text', text: title, size: 'large', bold: true, align: 'center' },
    { kind: 'text', text: subtitle, size: 'small', align: 'center' },
    { kind: 'space', heightMm: 2 },
  ]
}
