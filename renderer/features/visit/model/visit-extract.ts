import type { Profile } from '#shared/contract/api.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { organizationOf } from '#shared/domain/prescription/organization-of.ts'
import { withCapital } from '#shared/domain/prescription/prescription.form.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import type { SignatureStatus } from '#shared/domain/signature/signature-status.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import {
  diagnosisInWords,
  momentInWords,
  visitKindInWords,
  vitalsInWords,
} from '#shared/domain/visit/visit.words.ts'
import { ageInYears, formatPartialDate } from '#shared/kit/partial-date.ts'
import { paperHead } from '../../../ui/print/paper-head.ts'
import type { PrintBlock, PrintDocument } from '../../../ui/print/print-document.ts'
import { signedFoot } from '../../../ui/print/signed-foot.ts'
import { addressLine } from '../../patients/index.ts'
import { printedSignature } from '../../signature/index.ts'

const labelled = (label: string, text: string | undefined): PrintBlock[] =>
  text?.trim() ? [{ kind: 'labelled', label, lines: text.trim().split('\n'), indent: 'wide' }] : []

/** Extract of one visit (консультативное заключение) on A4, in Russian, as it goes into the patient's hands. */
export function visitExtract(
  visit: Visit,
  patient: Patient,
  prescriptions: readonly Prescription[],
  profile: Profile,
  signatureStatus: SignatureStatus | undefined,
): PrintDocument {
  const { name } = patient
  const organization = organizationOf(profile, visit.facility?.id)
  const day = visit.startedAt.slice(0, 10)
  const signature = printedSignature(visit, signatureStatus)
  const mark = visit.status === 'entered-in-error' ? 'ВНЕСЕНО ОШИБОЧНО' : signature.mark
  return {
    title: `Заключение ${momentInWords(visit.startedAt).slice(0, 10)} ${name.family}`,
    paper: 'A4',
    ...(mark ? { mark } : {}),
    blocks: [
      ...paperHead(organization, 'КОНСУЛЬТАТИВНОЕ ЗАКЛЮЧЕНИЕ', 'выписка из медицинских документов'),
      {
        kind: 'field',
        label: 'Пациент',
        value: [name.family, name.given, name.patronymic].filter(Boolean).join(' '),
      },
      {
        kind: 'field',
        label: 'Дата рождения',
        value: `${formatPartialDate(patient.birthDate)} (полных лет: ${ageInYears(patient.birthDate, day)})`,
      },
      ...(patient.address
        ? [{ kind: 'field' as const, label: 'Место жительства', value: addressLine(patient.address) }]
        : []),
      {
        kind: 'field',
        label: visitKindInWords(visit.kind),
        value: momentInWords(visit.startedAt),
      },
      ...labelled('Жалобы', visit.complaints),
      ...labelled('Анамнез заболевания', visit.history),
      ...labelled('Объективно', visit.findings),
      ...labelled('Показатели', vitalsInWords(visit.vitals)),
      ...labelled('Диагноз', visit.diagnoses.map(diagnosisInWords).join('\n')),
      ...labelled('Рекомендации', visit.plan),
      ...labelled(
        'Назначено',
        prescriptions
          .filter(({ status }) => status !== 'cancelled' && status !== 'entered-in-error')
          .map(({ medication, dosage }) =>
            [
              [medication.inn, medication.form, medication.strength].filter(Boolean).join(', '),
              dosage.text,
            ].join('. '),
          )
          .join('\n'),
      ),
      ...labelled('Следующая явка', visit.nextVisitOn && formatPartialDate(visit.nextVisitOn)),
      ...signedFoot(
        `${withCapital(visit.signature?.position ?? 'врач')} ${visit.practitioner.name}`,
        '______________ (подпись)',
        'М.П.',
      ),
      ...signature.blocks,
    ],
  }
}
