import { beBY, enUS, type Localization, ruRU } from '@mui/material/locale'
import type { PickersLocaleText } from '@mui/x-date-pickers/locales'
import { beBY as pickersBeBY, enUS as pickersEnUS, ruRU as pickersRuRU } from '@mui/x-date-pickers/locales'
import type { Locale } from 'date-fns'
import { be } from 'date-fns/locale/be'
import { enGB } from 'date-fns/locale/en-GB'
import { ru } from 'date-fns/locale/ru'
import type { Language } from '../i18n/index.ts'

type PickerTexts = Partial<PickersLocaleText>

const pickerTexts = (locale: typeof pickersRuRU): PickerTexts =>
  locale.components.MuiLocalizationProvider.defaultProps.localeText as PickerTexts

interface KitLocale {
  dates: Locale
  kit: Localization
  pickers: PickerTexts
}

/** The words of the kit itself (calendars, "no options", sorting) in each language of the workplace. */
export const locales: Record<Language, KitLocale> = {
  ru: { dates: ru, kit: ruRU, pickers: pickerTexts(pickersRuRU) },
  be: { dates: be, kit: beBY, pickers: pickerTexts(pickersBeBY) },
  en: { dates: enGB, kit: enUS, pickers: pickerTexts(pickersEnUS) },
}
