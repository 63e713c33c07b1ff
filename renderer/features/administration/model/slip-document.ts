import type { TFunction } from 'i18next'
import type { IssuedPassword } from '#shared/contract/administration.ts'
import type { PrintDocument } from '../../../ui/print/print-document.ts'

/** The slip that is handed to a person: where to sign in, as whom, and the password for the first time. */
export function slipDocument(
  { account, password }: IssuedPassword,
  address: string,
  t: TFunction<'administration'>,
): PrintDocument {
  const unit = account.facilities.find(({ id }) => id === account.facilityId)
  return {
    title: t('slip.title'),
    paper: 'A6',
    blocks: [
      ...(unit ? [{ kind: 'text' as const, text: unit.name, size: 'small' as const }] : []),
      { kind: 'text', text: t('slip.title'), size: 'large', bold: true },
      { kind: 'rule' },
      { kind: 'text', text: account.practitioner.name, bold: true },
      { kind: 'field', label: t('slip.address'), value: address },
      { kind: 'field', label: t('account.login'), value: account.user },
      { kind: 'space', heightMm: 3 },
      { kind: 'text', text: t('slip.password') },
      { kind: 'text', text: password, size: 'large', bold: true, align: 'center' },
      { kind: 'space', heightMm: 3 },
      { kind: 'text', text: t('slip.rules'), size: 'small' },
    ],
  }
}
