import type { Components, Theme } from '@mui/material'

const focusRing = { outline: '2px solid #17598a', outlineOffset: 1 }

/** How each piece of MUI looks here: small by default, quiet, with a focus that is seen. */
export const componentDefaults: Components<Omit<Theme, 'components'>> = {
  MuiCssBaseline: {
    styleOverrides: {
      body: { fontSize: 13 },
      '#root': { height: '100vh' },
      ':focus-visible': focusRing,
      'h1:focus, main:focus': { outline: 'none' },
    },
  },
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { '&:focus-visible': focusRing } },
  },
  MuiButton: {
    defaultProps: { size: 'small', disableElevation: true },
    styleOverrides: { root: { minHeight: 32, padding: '4px 12px', whiteSpace: 'nowrap' } },
  },
  MuiIconButton: { defaultProps: { size: 'small' } },
  MuiTextField: { defaultProps: { size: 'small', fullWidth: true, variant: 'outlined' } },
  MuiFormControl: { defaultProps: { size: 'small' } },
  MuiInputBase: {
    // Chromium writes what stands in other fields into the profile's session files, in clear.
    defaultProps: { autoComplete: 'off' },
    styleOverrides: {
      root: { fontSize: 13, backgroundColor: '#ffffff' },
      // Full strength: the kit's 42 % cannot be read by tired eyes (WCAG 1.4.3).
      input: { '&::placeholder': { opacity: 1, color: '#6b7680' } },
    },
  },
  MuiOutlinedInput: {
    // Labels always stand on the border, so the border always has its gap.
    defaultProps: { notched: true },
    styleOverrides: {
      input: { '&:not(textarea)': { paddingTop: 6, paddingBottom: 6, height: 20 } },
      multiline: { padding: '6px 10px' },
      // The gap is as wide as the legend's text, so the legend has the size of the drawn label: 16 px at 0.75.
      notchedOutline: { borderColor: '#8795a1', '& legend': { fontSize: 12 } },
    },
  },
  MuiInputLabel: {
    defaultProps: { shrink: true },
    styleOverrides: { root: { fontSize: 16, color: '#51606d' } },
  },
  MuiFormHelperText: { styleOverrides: { root: { marginTop: 2, marginLeft: 2, fontSize: 12 } } },
  MuiSelect: {
    defaultProps: { notched: true },
    styleOverrides: { select: { minHeight: '20px !important' } },
  },
  MuiAutocomplete: {
    defaultProps: { size: 'small', handleHomeEndKeys: true },
    styleOverrides: {
      inputRoot: { paddingTop: '0 !important', paddingBottom: '0 !important', minHeight: 32 },
      option: { minHeight: '30px !important', paddingTop: 3, paddingBottom: 3, fontSize: 13 },
    },
  },
  MuiMenuItem: { styleOverrides: { root: { fontSize: 13, minHeight: 32 } } },
  MuiListItemText: { defaultProps: { slotProps: { primary: { variant: 'body2' } } } },
  MuiPaper: { defaultProps: { elevation: 0 } },
  MuiPopover: { defaultProps: { slotProps: { paper: { elevation: 6 } } } },
  MuiTableCell: { styleOverrides: { root: { padding: '4px 8px', fontSize: 13 } } },
  MuiTab: { styleOverrides: { root: { minHeight: 36, padding: '6px 12px' } } },
  MuiTabs: { styleOverrides: { root: { minHeight: 36 } } },
  MuiChip: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 4 } } },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: 16, fontWeight: 600, padding: '12px 16px' } } },
  MuiDialogContent: { styleOverrides: { root: { padding: '4px 16px 12px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '8px 16px 12px' } } },
  MuiTooltip: { defaultProps: { enterDelay: 500, arrow: true } },
  MuiAlert: { styleOverrides: { root: { padding: '2px 12px', alignItems: 'center' } } },
  MuiLink: { defaultProps: { underline: 'hover' } },
  MuiCheckbox: { defaultProps: { size: 'small' }, styleOverrides: { root: { padding: 4 } } },
  MuiFormControlLabel: { defaultProps: { slotProps: { typography: { variant: 'body2' } } } },
  MuiRadio: { defaultProps: { size: 'small' }, styleOverrides: { root: { padding: 4 } } },
}
