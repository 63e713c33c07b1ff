import type { PersonName } from './patient.schema.ts'

/** Фамилия Имя Отчество in one line. */
export const fullName = ({ family, given, patronymic }: PersonName): string =>
  [family, given, patronymic].filter(Boolean).join(' ')
