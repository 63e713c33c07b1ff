import type { sync as ru } from '../ru/sync.ts'

export const sync: typeof ru = {
  title: 'Сінхранізацыя',
  lines: {
    starting: 'Правяраем сувязь…',
    firstSync: 'Першая загрузка даных',
    fine: 'Сінхранізавана, {{time}}',
    onlyHere: 'Толькі на гэтым ПК: {{count}}',
    offlineSince: 'Няма сувязі з {{time}}',
    offlineNever: 'Няма сувязі з серверам',
    refused: 'Сервер адмовіў: {{count}}',
    signInNeeded: 'Трэба ўвайсці яшчэ раз',
    problem: 'Сінхранізацыя не ідзе',
    stopped: 'Сінхранізацыя спынена',
  },
  phases: {
    starting: 'пачынаецца',
    'first-sync': 'першая загрузка',
    syncing: 'ідзе абмен',
    idle: 'усё перададзена',
    offline: 'няма сувязі',
    error: 'памылка',
    stopped: 'спынена',
  },
  details: {
    state: 'Стан',
    lastContact: 'Сервер адказваў',
    never: 'яшчэ не адказваў',
    onlyHere: 'Толькі на гэтым ПК',
    refused: 'Не прыняты серверам',
    since: 'З {{time}}.',
    safe: 'Гэтыя запісы надзейна захаваны на гэтым ПК і пойдуць самі. Не выключайце ПК надоўга і не ачышчайце даныя браўзера.',
    firstSync: 'Загружаем запісы клінікі',
    retry: 'Сінхранізаваць зараз',
    openInbox: 'Адкрыць «Уваходныя»',
  },
  marks: {
    onServer: 'На серверы',
    onlyHere: 'Толькі на гэтым ПК',
    refused: 'Сервер адмовіў',
  },
}
