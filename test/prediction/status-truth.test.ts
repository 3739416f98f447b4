import { describe, expect, it } from 'vitest'
import type { Implementations } from '../../src/gateway/implementation.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predictStatuses } from '../../src/prediction/status.ts'
import { compare } from './atoms.ts'
import { clusterOf } from './status-states.ts'
import { marks, states, written } from './truth.ts'
import { unmarked } from './unmarked.ts'

const ENVOY = 'gateway.envoyproxy.io/gatewayclass-controller'

/** The bare specification in the place of the controller whose words are compared; other controllers stay foreign. */
const bare: Implementations = {
  ofController: (name) => (name === ENVOY ? implementationsFrom(['gateway-api@1.7']).ofController('example.com/any') : undefined),
  builtinClass: () => undefined,
}

const SUITES: readonly { title: string; implementations: Implementations; isBare: boolean; bad: number; known: Record<string, string> }[] = [
  { title: 'Envoy Gateway 1.9', implementations: implementationsFrom(['envoy-gateway@1.9']), isBare: false, bad: 546, known: {} },
  {
    title: 'the bare specification, where no choice of Envoy Gateway is marked',
    implementations: bare,
    isBare: true,
    bad: 373,
    known: {
      'spec-1-0078': 'the mark names the ancestor in the namespace in which Envoy Gateway puts it; here it is in its own',
      'spec-1-0118': 'the marks are on the listeners of a ListenerSet, and its own Accepted follows from them',
      'spec-1-0188': 'the same: HTTP beside HTTPS is no conflict in the specification',
      'spec-1-0216': 'as spec-1-0078',
    },
  },
]

describe.each(SUITES)('$title', ({ implementations, isBare, bad, known }) => {
  it('the status of every object, condition by condition', () => {
    const truth = written('spec')
    const marked = marks()
    const totals = { bad: 0, badFound: 0, falseAlarms: 0, whole: 0 }
    const different: string[] = []
    const differing: string[] = []
    for (const { id, objects } of states('spec')) {
      const { view, around } = clusterOf(objects)
      const left = isBare ? (marked.get(id) ?? []) : []
      const expected = truth.get(id) ?? { status: [] }
      const predicted = predictStatuses(view, implementations, around)
      const figures = compare({ ...expected, status: unmarked(expected.status, left) }, { status: unmarked(predicted, left) })
      totals.bad += figures.bad
      totals.badFound += figures.badFound
      totals.falseAlarms += figures.falseAlarms
      if (figures.differences.length === 0) totals.whole++
      else differing.push(id)
      if (!(id in known)) different.push(...figures.differences.map((difference) => `${id} ${difference}`))
    }
    expect(different).toEqual([])
    // Each of the known differences must still be one, so that the list stays true.
    expect(differing).toEqual(Object.keys(known))
    expect(totals.bad).toBe(bad)
    expect(totals.whole).toBe(states('spec').length - Object.keys(known).length)
  })
})
