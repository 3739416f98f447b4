import { describe, it } from 'vitest'
import type { Implementations } from '../../src/gateway/implementation.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { expectSuite, type Suite } from './suite.ts'
import { marks } from './truth.ts'
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
    const marked = marks()
    const compared: Suite['compared'] = (id, status) => unmarked(status, isBare ? (marked.get(id) ?? []) : [])
    expectSuite({ suite: 'spec', states: 'spec', implementations, bad, known, compared })
  })
})
