import { hash } from 'node:crypto'

const words =
  'жалобы на кашель слабость повышение температуры дыхание жёсткое хрипов нет живот мягкий безболезненный давление пульс рекомендовано питьё постельный режим контроль через неделю направлен анализ крови рентген осмотр повторный рана заживает швы сняты сахар в норме доза без изменений аллергии'.split(
    ' ',
  )

/** The same numbers each time. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1664525 + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A record of a visit of about so many bytes of UTF-8; the number says which. */
export function recordOf(number: number, bytes: number): { _id: string } & Record<string, unknown> {
  const below = numbersFrom(number * 2654435761)
  const record = {
    _id: `visit:${String(number).padStart(8, '0')}:${below(2 ** 32).toString(16)}`,
    type: 'visit',
    patientId: `patient:${below(50_000)}`,
    startedAt: new Date(1_700_000_000_000 + number * 61_000).toISOString(),
    author: `practitioner:${below(5)}`,
    diagnoses: [['J06.9', 'I10', 'E11.9', 'M54.5'][below(4)]],
    vitals: {
      systolic: 100 + below(60),
      diastolic: 60 + below(40),
      pulse: 55 + below(50),
      temperature: 36 + below(30) / 10,
    },
    notes: '',
  }
  let left = bytes - Buffer.byteLength(JSON.stringify(record))
  const notes: string[] = []
  while (left > 0) {
    const word = words[below(words.length)]!
    notes.push(word)
    left -= Buffer.byteLength(word) + 1
  }
  return { ...record, notes: notes.join(' ') }
}

/** The revision that a replication brings. */
export const revisionOf = (id: string): string => `1-${hash('md5', id)}`

export function replicated(record: { _id: string }): Record<string, unknown> {
  const rev = revisionOf(record._id)
  return { ...record, _rev: rev, _revisions: { start: 1, ids: [rev.slice(2)] } }
}
