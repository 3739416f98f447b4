import type { Entrant, Figures } from './measure.ts'

export const MOST_CALL = 1.15
export const MOST_CPU = 2

export interface Report {
  readonly text: string
  /** Bars that were missed, in words. */
  readonly missed: readonly string[]
}

export function report(figures: ReadonlyMap<Entrant, Figures>): Report {
  const of = (id: string) => [...figures].find(([entrant]) => entrant.id === id)?.[1] as Figures
  const [none, go, bare, own] = [of('none'), of('go'), of('bare'), of('portcullis')]
  const base = median(none.updates)
  const rows = [...figures].map(([{ title, webhook }, figure]) => {
    const p50 = median(figure.updates)
    if (!webhook) return [title, '', '', '', '', '', '', p50.toFixed(1), '']
    const perPart = figure.calls.map((call, part) => call / (go.calls[part] as number))
    return [
      title,
      mean(figure.calls).toFixed(2),
      `${ratio(mean(figure.calls), mean(go.calls))} (${Math.min(...perPart).toFixed(2)} to ${Math.max(...perPart).toFixed(2)})`,
      perThousand(figure).toFixed(2),
      ratio(perThousand(figure), perThousand(bare)),
      ((figure.cpuWatching / figure.inBlocks) * 1000).toFixed(2),
      ratio(figure.cpu, bare.cpu),
      p50.toFixed(1),
      (p50 - base).toFixed(1),
    ]
  })
  const head = [
    'webhook',
    'mean in the call, ms',
    'to Go no-op (parts)',
    'CPU s per 1,000 reviews',
    'to bare',
    'CPU s per 1,000 changes that it only watches',
    'both, to bare',
    'update p50, ms',
    'p50 added, ms',
  ]
  const bars = [
    { what: 'mean in the call, to the Go no-op', is: mean(own.calls) / mean(go.calls), most: MOST_CALL },
    { what: 'CPU for each review, to bare node:https', is: perThousand(own) / perThousand(bare), most: MOST_CPU },
  ]
  const said = bars.map(({ what, is, most }) => `${is <= most ? 'held' : 'MISSED'}: ${what}: ${is.toFixed(2)}, at most ${most}`)
  return { text: [...table([head, ...rows]), '', ...said].join('\n'), missed: said.filter((line) => line.startsWith('MISSED')) }
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)]
}

/** A cache follows every change, reviewed or not: that is no part of what a review takes. */
const perThousand = ({ cpu, cpuWatching, inBlocks }: Figures) => ((cpu - cpuWatching) / inBlocks) * 1000
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
const ratio = (a: number, b: number) => (a / b).toFixed(2)
