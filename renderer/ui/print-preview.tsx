import { Box } from '@mui/material'
import { withNonce } from '../host/csp-nonce.ts'

/**
 * Shows a self-contained page as it will be printed. Sandboxed without scripts: a hostile text inside stays text. The
 * page's own CSP forbids it to fetch anything.
 */
export function PrintPreview(props: { title: string; html: string }) {
  return (
    <Box
      component="iframe"
      title={props.title}
      sandbox=""
      srcDoc={withNonce(props.html)}
      sx={{
        width: 1,
        height: 1,
        minHeight: 480,
        border: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    />
  )
}
