import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { CssBaseline, ThemeProvider } from '@mui/material'
import { AdapterDateFns } from '@mui/x-date-pickers/AdapterDateFns'
import { LocalizationProvider } from '@mui/x-date-pickers/LocalizationProvider'
import { type ReactNode, useEffect, useMemo } from 'react'
import { cspNonce } from '../host/csp-nonce.ts'
import { useLanguage } from '../i18n/index.ts'
import { locales } from './locales.ts'
import { makeTheme } from './theme.ts'

const nonce = cspNonce()
const styles = createCache({ key: 'lk', ...(nonce ? { nonce } : {}) })

/** Looks and words for everything below, in the language chosen now. */
export function Providers({ children }: { children: ReactNode }) {
  const language = useLanguage()
  const theme = useMemo(() => makeTheme(locales[language].kit), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <CacheProvider value={styles}>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        <LocalizationProvider
          dateAdapter={AdapterDateFns}
          adapterLocale={locales[language].dates}
          localeText={locales[language].pickers}
        >
          {children}
        </LocalizationProvider>
      </ThemeProvider>
    </CacheProvider>
  )
}
