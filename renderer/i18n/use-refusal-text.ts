import { useTranslation } from 'react-i18next'
import { refusalReason } from '#shared/domain/inbox/refusal-reason.ts'

export interface RefusalText {
  /** Why the server refused. */
  title: string
  whatToDo: string
  /** Paths of the fields it named. */
  fields: string[]
}

/** Codes of transport and of CouchDB, by the words that fit them. */
const keys: Record<string, string> = {
  'server.too-large': 'document.too-large',
  document_too_large: 'document.too-large',
  'server.unavailable': 'unanswered',
  'network.unreachable': 'unanswered',
  'network.timeout': 'unanswered',
  'network.malformed-answer': 'unanswered',
}

/** The server's reason in the language of the screen; its own words are never shown, they are for the log. */
export function useRefusalText(): (reason: { code: string; text: string }) => RefusalText {
  const { t, i18n } = useTranslation('refusals')
  const say = t as unknown as (key: string) => string
  return (reason) => {
    const { code, fields } = refusalReason(reason)
    const key = keys[code] ?? code
    const known = i18n.exists(`${key}.title`, { ns: 'refusals' }) ? key : 'other'
    return { title: say(`${known}.title`), whatToDo: say(`${known}.whatToDo`), fields }
  }
}
