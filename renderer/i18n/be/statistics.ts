import type { statistics as ru } from '../ru/statistics.ts'

export const statistics: typeof ru = {
  title: 'Паказчыкі',
  about:
    'Лічыцца па тым, што гэты ПК атрымаў з сервера: без імёнаў, адрасоў і дзён нараджэння. Памерлыя і аб’яднаныя карты ў лік людзей не ўваходзяць.',
  people: 'Пацыенты па ўзросце і поле',
  age: 'Узрост, гадоў',
  male: 'Мужчыны',
  female: 'Жанчыны',
  other: 'Пол не пазначаны',
  all: 'Усяго',
  unknownAge: 'год нараджэння не пазначаны',
  andOlder: '{{from}} і больш',
  between: '{{from}}–{{to}}',
  records: 'Запісы',
  recordsSince: 'Запісы з {{month}}',
  older: 'Больш раннія — на серверы; загрузіць іх можна ў наладах.',
  kinds: {
    visits: 'Наведванні',
    prescriptions: 'Рэцэпты',
    conditions: 'Дыягназы ў лістах праблем',
    immunizations: 'Прышчэпкі',
  },
}
