import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { be } from './be/index.ts'
import { en } from './en/index.ts'
import { ru } from './ru/index.ts'

export const languages = ['ru', 'be', 'en'] as const
export type Language = (typeof languages)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof ru
  }
}

const storageKey = 'lekar.language'

/** Starts the texts in the language chosen on this PC, Russian at first. Synchronous: no screen flickers. */
export function startTexts(): typeof i18next {
  const stored = globalThis.localStorage?.getItem(storageKey)
  i18next.use(initReactI18next).init({
    resources: { ru, be, en },
    lng: languages.find((language) => language === stored) ?? 'ru',
    fallbackLng: 'ru',
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return i18next
}

export function chooseLanguage(language: Language): void {
  globalThis.localStorage?.setItem(storageKey, language)
  i18next.changeLanguage(language)
}

/** The language of the screen, live. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return languages.find((language) => language === i18n.language) ?? 'ru'
}
