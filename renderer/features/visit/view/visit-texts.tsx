import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { TextSection } from './text-section.tsx'

/** The texts in the order in which a visit goes, each with the lines it usually takes. */
const texts = [
  ['complaints', 2],
  ['history', 2],
  ['findings', 5],
  ['plan', 3],
] as const

interface VisitTextsProps {
  draft: VisitDraft
  errorOf(path: string): string | undefined
  onChange(change: Partial<VisitDraft>): void
  onBlur(): void
}

/** What is told, seen and decided, in words. */
export function VisitTexts({ draft, errorOf, onChange, onBlur }: VisitTextsProps) {
  return texts.map(([name, minRows]) => (
    <TextSection
      key={name}
      name={name}
      value={draft[name]}
      minRows={minRows}
      autoFocus={name === 'complaints'}
      error={errorOf(name)}
      onChange={(text) => onChange({ [name]: text })}
      onBlur={onBlur}
    />
  ))
}
