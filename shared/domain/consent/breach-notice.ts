import type { StationHoldings } from '../../contract/holdings.ts'
import { formatPartialDate, minskDay } from '../../kit/partial-date.ts'
import type { PaperLanguage } from './consent-texts.ts'
import { type DatedRow, rowsOn } from './dated-rows.ts'

/** The draft of a notice about a breach: to whom, how soon, in which words. */
export interface BreachNoticeRow extends DatedRow {
  /** Working days after the breach became known. */
  workingDays: number
  addressee: Record<PaperLanguage, string>
  title: Record<PaperLanguage, string>
  /** Paragraphs; `{name}` is filled in, see `noticeValues`. */
  paragraphs: Record<PaperLanguage, readonly string[]>
}

/** Dated data: a new form of the authority is a new row and an end of the old one. */
export const breachNoticeRows: readonly BreachNoticeRow[] = [
  {
    validFrom: '2021-11-15',
    source:
      'Law 99-З of 07.05.2021, art. 16: at once, three working days after the operator learnt of it at most [A for the term]; own wording, to be compared with the form of the authority by the clinic [C]',
    workingDays: 3,
    addressee: {
      ru: 'Национальный центр защиты персональных данных Республики Беларусь',
      be: 'Нацыянальны цэнтр абароны персанальных даных Рэспублікі Беларусь',
    },
    title: {
      ru: 'УВЕДОМЛЕНИЕ о нарушении системы защиты персональных данных',
      be: 'ПАВЕДАМЛЕННЕ аб парушэнні сістэмы абароны персанальных даных',
    },
    paragraphs: {
      ru: [
        'Оператор: {organization}.',
        'О нарушении стало известно: {knownOn}. Срок уведомления: не позднее {deadline} (3 рабочих дня, праздники не учтены).',
        'Что произошло: утрачен (похищен, передан) компьютер «{station}» с данными пациентов. Обстоятельства: _____________________________________________',
        'Чьи данные: пациентов — {patients}. Виды записей: {counts}.',
        'Категории данных: фамилия, имя, отчество, дата рождения, идентификационный номер, место жительства, телефон; специальные: сведения о состоянии здоровья.',
        'Объём данных: {reach}. Последняя связь с сервером: {lastContact}.',
        'Как данные защищены: записи зашифрованы на диске (AES-256-GCM), ключи закрыты паролями пользователей (Argon2id), экран блокируется без работы; без пароля данные не читаются. Допуск компьютера: {revoked}.',
        'Возможные последствия: разглашение врачебной тайны, если нарушителю известен пароль или компьютер взят включённым и разблокированным.',
        'Принятые меры: допуск отозван; ключ файлов обмена сменён; пароли пользователей компьютера заменены; пациенты уведомляются. Дополнительно: _____________________________________________',
        'Ответственный за защиту персональных данных: ______________________________ телефон ____________________',
      ],
      be: [
        'Аператар: {organization}.',
        'Пра парушэнне стала вядома: {knownOn}. Тэрмін паведамлення: не пазней за {deadline} (3 рабочыя дні, святы не ўлічаны).',
        'Што здарылася: страчаны (скрадзены, перададзены) камп’ютар «{station}» з данымі пацыентаў. Абставіны: _____________________________________________',
        'Чые даныя: пацыентаў — {patients}. Віды запісаў: {counts}.',
        'Катэгорыі даных: прозвішча, імя, імя па бацьку, дата нараджэння, ідэнтыфікацыйны нумар, месца жыхарства, тэлефон; спецыяльныя: звесткі пра стан здароўя.',
        'Аб’ём даных: {reach}. Апошняя сувязь з серверам: {lastContact}.',
        'Як даныя абаронены: запісы зашыфраваны на дыску (AES-256-GCM), ключы закрыты паролямі карыстальнікаў (Argon2id), экран блакіруецца без працы; без пароля даныя не чытаюцца. Допуск камп’ютара: {revoked}.',
        'Магчымыя наступствы: разгалашэнне ўрачэбнай тайны, калі парушальніку вядомы пароль або камп’ютар узяты ўключаным і разблакіраваным.',
        'Прынятыя меры: допуск адкліканы; ключ файлаў абмену зменены; паролі карыстальнікаў камп’ютара заменены; пацыенты паведамляюцца. Дадаткова: _____________________________________________',
        'Адказны за абарону персанальных даных: ______________________________ тэлефон ____________________',
      ],
    },
  },
]

/** The form of the notice on a day (`YYYY-MM-DD`). */
export const breachNoticeOn = (day: string): BreachNoticeRow | undefined =>
  rowsOn(breachNoticeRows, day).at(-1)

/** The last day of a term in working days; Saturdays and Sundays are left out, holidays are not: that is never too late. */
export function workingDaysAfter(day: string, days: number): string {
  let timeMs = Date.parse(`${day}T00:00:00Z`)
  for (let left = days; left > 0; ) {
    timeMs += 24 * 3600_000
    const weekday = new Date(timeMs).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left--
  }
  return new Date(timeMs).toISOString().slice(0, 10)
}

const words = {
  ru: {
    clinic: 'все данные организации',
    villages: 'данные населённых пунктов',
    revoked: 'отозван',
    open: 'НЕ ОТОЗВАН (отзовите сейчас)',
    unknown: 'неизвестна',
  },
  be: {
    clinic: 'усе даныя арганізацыі',
    villages: 'даныя населеных пунктаў',
    revoked: 'адкліканы',
    open: 'НЕ АДКЛІКАНЫ (адклічце зараз)',
    unknown: 'невядома',
  },
} as const

/** The paragraphs of the notice with the figures of a PC in them. */
export function filledNotice(
  notice: BreachNoticeRow,
  holdings: StationHoldings,
  given: { organization: string; knownOn: string; typeName(type: string): string },
  language: PaperLanguage,
): string[] {
  const w = words[language]
  const values: Record<string, string> = {
    organization: given.organization,
    knownOn: formatPartialDate(given.knownOn),
    deadline: formatPartialDate(workingDaysAfter(given.knownOn, notice.workingDays)),
    station: holdings.name ?? holdings.stationId,
    patients: String(holdings.patients.length),
    counts: Object.entries(holdings.counts)
      .map(([type, count]) => `${given.typeName(type)} ${count}`)
      .join(', '),
    reach: holdings.reach === 'clinic' ? w.clinic : `${w.villages} ${(holdings.villages ?? []).join(', ')}`,
    lastContact: holdings.lastContactAt
      ? formatPartialDate(minskDay(Date.parse(holdings.lastContactAt)))
      : w.unknown,
    revoked: holdings.revoked ? w.revoked : w.open,
  }
  return notice.paragraphs[language].map((paragraph) =>
    paragraph.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  )
}
