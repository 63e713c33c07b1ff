import 'uplot/dist/uPlot.min.css'
import { Box, useTheme } from '@mui/material'
import { useEffect, useRef } from 'react'
import type { Reading } from '#shared/domain/measurement/vital-series.ts'

const height = 132

/** One or two lines over time with the reference band behind them. Drawn after the card is there. */
export function TrendChart(props: {
  readings: readonly Reading[]
  band: { low?: number; high?: number } | undefined
  label: string
}) {
  const { readings, band, label } = props
  const place = useRef<HTMLDivElement>(null)
  const { palette, typography } = useTheme()
  useEffect(() => {
    const box = place.current
    if (!box) return
    let over = false
    let end = () => {}
    import('uplot').then(({ default: Plot }) => {
      if (over) return
      const hasSecond = readings.some(({ second }) => second !== undefined)
      const font = `11px ${typography.fontFamily}`
      const axis = {
        font,
        stroke: palette.text.secondary,
        grid: { stroke: palette.divider, width: 1 },
        ticks: { show: false },
      }
      const line = (stroke: string) => ({
        stroke,
        width: 1.5,
        points: { show: true, size: 5, fill: stroke },
        spanGaps: true,
      })
      const plot = new Plot(
        {
          width: box.clientWidth,
          height,
          legend: { show: false },
          cursor: { drag: { x: false, y: false } },
          tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1000), 'Europe/Minsk'),
          scales: { x: { time: true } },
          axes: [
            {
              ...axis,
              size: 22,
              space: 60,
              values: (_plot, ticks, _axis, _space, step) => ticks.map((at) => tickText(at, step)),
            },
            { ...axis, size: 34 },
          ],
          series: [{}, line(palette.primary.main), ...(hasSecond ? [line(palette.secondary.main)] : [])],
          hooks: {
            drawClear: [
              (drawn) => {
                if (!band) return
                const { left, top, width, height: tall } = drawn.bbox
                const inside = (y: number) => Math.min(top + tall, Math.max(top, y))
                const upper = band.high === undefined ? top : inside(drawn.valToPos(band.high, 'y', true))
                const lower =
                  band.low === undefined ? top + tall : inside(drawn.valToPos(band.low, 'y', true))
                drawn.ctx.fillStyle = palette.success.light
                drawn.ctx.fillRect(left, upper, width, lower - upper)
              },
            ],
          },
        },
        [
          readings.map(({ atMs }) => atMs / 1000),
          readings.map(({ value }) => value),
          ...(hasSecond ? [readings.map(({ second }) => second ?? null)] : []),
        ],
        box,
      )
      const watcher = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }))
      watcher.observe(box)
      end = () => {
        watcher.disconnect()
        plot.destroy()
      }
    })
    return () => {
      over = true
      end()
    }
  }, [readings, band, palette, typography])
  return <Box ref={place} role="img" aria-label={label} sx={{ height, width: 1, px: 0.5, pt: 0.5 }} />
}

const monthSeconds = 28 * 24 * 3600

/** `01.24`; the day too, `30.01`, where several ticks stand in one month. */
const tickText = (seconds: number, step: number): string => {
  const [year = '', month = '', day = ''] = new Date(seconds * 1000).toISOString().slice(0, 10).split('-')
  return step < monthSeconds ? `${day}.${month}` : `${month}.${year.slice(2)}`
}
