/** What papers come into a record, in the order of a list to choose from. */
export const fileKinds = [
  'discharge-summary',
  'consultation',
  'laboratory',
  'imaging',
  'ecg',
  'photo',
  'certificate',
  'consent',
  'other',
] as const
export type FileKind = (typeof fileKinds)[number]

export const isFileKind = (kind: string): kind is FileKind => (fileKinds as readonly string[]).includes(kind)
