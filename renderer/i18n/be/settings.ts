import type { settings as ru } from '../ru/settings.ts'

export const settings: typeof ru = {
  title: 'Налады',
  language: 'Мова',
  thisPc: 'Гэты камп’ютар',
  sync: 'Сінхранізацыя',
  diagnostics: 'Дыягностыка',
  station: 'Станцыя',
  version: 'Версія праграмы',
  shell: 'Абалонка',
  used: 'Занята на дыску',
  available: 'Даступна',
  persistence: 'Абарона даных ад ачысткі',
  persisted: 'уключана: браўзер не выдаліць даныя сам',
  notPersisted: 'выключана: браўзер можа выдаліць даныя пры недахопе месца',
  persist: 'Уключыць',
  persistRefused: 'Браўзер адмовіў. Усталюйце праграму на працоўны стол і паўтарыце.',
  shells: { electron: 'праграма Windows/Linux', browser: 'браўзер' },
  report: {
    text: 'Справаздача для ІТ-службы. Звестак пра пацыентаў у ёй няма.',
    copy: 'Скапіраваць справаздачу',
    copied: 'Справаздача скапіравана',
  },
  server: 'Сервер',
  units: { kb: 'КБ', mb: 'МБ', gb: 'ГБ' },
  unknown: 'невядома',
}
