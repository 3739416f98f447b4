import { writeFileSync } from 'node:fs'
import { implementationsFrom } from '../src/implementations/index.ts'
import { predictStatuses } from '../src/prediction/status.ts'
import { compare } from '../test/prediction/atoms.ts'
import { clusterOf } from '../test/prediction/status-states.ts'
import { states, written } from '../test/prediction/truth.ts'

/** Predicts the states of a suite and prints how the prediction compares with what the controller wrote: `status-figures.ts [SUITE STATES ENTRY [FILE]]`. */
const [suite = 'spec', cases = 'spec', entry = 'envoy-gateway@1.9', file] = process.argv.slice(2)
const implementations = implementationsFrom([entry])
const truth = written(suite)
const totals = { bad: 0, badFound: 0, healthy: 0, falseAlarms: 0, whole: 0 }
const rows = states(cases).map(({ id, objects }) => {
  const { view, around } = clusterOf(objects)
  const status = predictStatuses(view, implementations, around)
  const figures = compare(truth.get(id) ?? { status: [] }, { status })
  for (const key of ['bad', 'badFound', 'healthy', 'falseAlarms'] as const) totals[key] += figures[key]
  if (figures.differences.length === 0) totals.whole++
  for (const difference of figures.differences) process.stdout.write(`${id} ${difference}\n`)
  return { id, status }
})
// What `compare.mjs` of the truth reads.
if (file) writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
const share = (part: number, all: number) => `${((100 * part) / all).toFixed(2)}% of ${all}`
process.stdout.write(
  `${suite} as ${entry}: bad conditions found ${share(totals.badFound, totals.bad)}; false alarms ${share(totals.falseAlarms, totals.healthy)}; whole cases ${share(totals.whole, rows.length)}\n`,
)
