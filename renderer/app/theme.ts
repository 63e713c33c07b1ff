import { createTheme, type Theme } from '@mui/material'
import type { Localization } from '@mui/material/locale'
import { componentDefaults } from './theme-components.ts'

/** Every colour of the workplace. Text colours reach 4.5:1 on white and on the page's background (WCAG AA). */
const palette = {
  primary: { main: '#17598a', dark: '#0f4269', light: '#e3eef6', contrastText: '#ffffff' },
  secondary: { main: '#4c5a67', contrastText: '#ffffff' },
  error: { main: '#b3261e', dark: '#8c1d18', light: '#fbe9e7', contrastText: '#ffffff' },
  warning: { main: '#8a5200', dark: '#6b4000', light: '#fff3d9', contrastText: '#ffffff' },
  success: { main: '#1d6b3c', dark: '#14512c', light: '#e4f3e9', contrastText: '#ffffff' },
  info: { main: '#17598a', dark: '#0f4269', light: '#e3eef6', contrastText: '#ffffff' },
  text: { primary: '#1b2630', secondary: '#51606d', disabled: '#6b7680' },
  background: { default: '#f3f5f7', paper: '#ffffff' },
  divider: '#d6dde3',
}

/** The dense, calm theme: 13 px text, 32 px controls, one accent. No webfonts: the system's own letters. */
export function makeTheme(...locales: Localization[]): Theme {
  return createTheme(
    {
      palette,
      shape: { borderRadius: 4 },
      spacing: 8,
      typography: {
        fontFamily: '"Segoe UI", "Noto Sans", "Roboto", "DejaVu Sans", "Liberation Sans", sans-serif',
        fontSize: 13,
        htmlFontSize: 16,
        h1: { fontSize: 20, fontWeight: 600, lineHeight: 1.3 },
        h2: { fontSize: 15, fontWeight: 600, lineHeight: 1.35 },
        h3: { fontSize: 13, fontWeight: 600, lineHeight: 1.4 },
        subtitle1: { fontSize: 14, fontWeight: 600, lineHeight: 1.4 },
        subtitle2: { fontSize: 13, fontWeight: 600, lineHeight: 1.4 },
        body1: { fontSize: 14, lineHeight: 1.45 },
        body2: { fontSize: 13, lineHeight: 1.45 },
        caption: { fontSize: 12, lineHeight: 1.4 },
        button: { fontSize: 13, textTransform: 'none', fontWeight: 600 },
      },
      components: componentDefaults,
    },
    ...locales,
  )
}
