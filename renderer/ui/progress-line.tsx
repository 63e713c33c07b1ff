import { LinearProgress, Stack, Typography } from '@mui/material'
import { formatNumber } from './format.ts'

/** How far something is, in a bar and in numbers; without `total` only that it goes on. */
export function ProgressLine(props: { label: string; done?: number; total?: number }) {
  const { done, total } = props
  const known = done !== undefined && total !== undefined && total > 0
  const percent = known ? Math.min(100, Math.floor((done / total) * 100)) : undefined
  return (
    <Stack spacing={0.5}>
      <Stack direction="row" sx={{ justifyContent: 'space-between' }}>
        <Typography variant="caption">{props.label}</Typography>
        {known && (
          <Typography variant="caption" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {formatNumber(done)} / {formatNumber(total)}
          </Typography>
        )}
      </Stack>
      <LinearProgress
        aria-label={props.label}
        variant={percent === undefined ? 'indeterminate' : 'determinate'}
        {...(percent === undefined ? {} : { value: percent })}
      />
    </Stack>
  )
}
