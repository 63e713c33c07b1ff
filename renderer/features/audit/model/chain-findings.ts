import type { TFunction } from 'i18next'
import type { ChainVerification } from '#shared/contract/audit-log.ts'
import type { NumberRange } from '#shared/domain/audit/verify-chain.ts'

const mostNamed = 10

/** Single numbers as ranges: 3, 4, 5 is "3 to 5". */
export function rangesOf(numbers: readonly number[]): NumberRange[] {
  const ranges: NumberRange[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && last.to === number - 1) last.to = number
    else ranges.push({ from: number, to: number })
  }
  return ranges
}

/** What is wrong with a chain, each thing in a sentence; empty where nothing is. */
export function chainFindings(chain: ChainVerification, isFirst: boolean, t: TFunction<'audit'>): string[] {
  const words = (ranges: readonly NumberRange[]): string => {
    const named = ranges
      .slice(0, mostNamed)
      .map(({ from, to }) => (from === to ? t('chains.number', { from }) : t('chains.range', { from, to })))
    return [...named, ...(ranges.length > mostNamed ? ['…'] : [])].join(', ')
  }
  const kinds = [
    ['missing', chain.missing],
    ['altered', rangesOf(chain.altered)],
    ['forked', rangesOf(chain.forked)],
    ['broken', rangesOf(chain.broken)],
  ] as const
  return [
    ...kinds.flatMap(([kind, ranges]) =>
      ranges.length > 0 ? [t(`chains.${kind}`, { numbers: words(ranges) })] : [],
    ),
    ...(chain.refused > 0 ? [t('chains.refused', { count: chain.refused })] : []),
    ...(isFirst ? [] : [t('chains.secondChain')]),
  ]
}
