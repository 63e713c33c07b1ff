/** A row that is a button or a link: full width, quiet, with a line below. */
export const rowButton = {
  display: 'block',
  width: 1,
  px: 1.5,
  py: 0.5,
  border: 0,
  borderBottom: '1px solid',
  borderColor: 'divider',
  bgcolor: 'transparent',
  color: 'text.primary',
  font: 'inherit',
  fontSize: 13,
  lineHeight: 1.45,
  textAlign: 'left',
  textDecoration: 'none',
  cursor: 'pointer',
  '&:hover': { bgcolor: 'background.default' },
  '&:focus-visible': { outlineOffset: -2 },
} as const

/** One line that ends in an ellipsis. */
export const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
