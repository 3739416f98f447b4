import { describe, expect, test } from 'vitest'
import type { Look, StepCheck } from '../../src/gateway/status-steps.ts'
import type { ExplainedPart, Explanation, Silence } from '../../src/prediction/explain/explanation.ts'
import { explanationJson, explanationText } from '../../src/report/explain.ts'
import { coloured, plain } from '../../src/report/paint.ts'

const look = (check: StepCheck, more: Partial<Look> = {}): Look => ({ on: ['Accepted'], subject: '', check, ok: true, ...more })
const route = (more: Partial<Explanation> = {}): Explanation => ({
  kind: 'HTTPRoute',
  namespace: 'shop',
  name: 'web',
  steps: [],
  conditions: [],
  parts: [],
  ...more,
})
const part = (steps: readonly Look[], more: Partial<ExplainedPart> = {}): ExplainedPart => ({
  what: 'parent',
  title: 'Gateway a/gw',
  path: 'spec.parentRefs[0]',
  steps,
  conditions: [],
  ...more,
})
const lines = (explanation: Explanation) =>
  explanationText(explanation, plain)
    .split('\n')
    .map((line) => line.trim())

test.each<[StepCheck, Partial<Look>, string]>([
  ['section', { subject: 's' }, 'ok section  any will do'],
  ['section', { subject: 's', asked: 'a' }, 'ok section  a is asked for'],
  ['section', { subject: 's', asked: 'a', found: 'b', ok: false }, 'no section  a is asked for, not b'],
  ['port', { subject: 's', asked: '80', found: '81', ok: false }, 'no port  80 is asked for, not 81'],
  ['port', { subject: 's', asked: 'UDP', ok: false }, 'no port  the Service does not have it for UDP'],
  ['port', { subject: 's', asked: 'TCP', ok: undefined }, '?  port  its ports are not known'],
  ['route kind', { asked: 'HTTPRoute', found: 'TCPRoute', ok: false }, 'no route kind  takes TCPRoute, not HTTPRoute'],
  ['route kind', { asked: 'HTTPRoute', found: '', ok: false }, 'no route kind  takes no kind of route'],
  ['namespace', { asked: 'shop', found: 'All' }, 'ok namespace  takes routes from every namespace'],
  ['namespace', { asked: 'shop', found: 'infra', ok: false }, 'no namespace  takes routes from infra, not from shop'],
  ['namespace', { asked: 'shop', found: 'Selector', ok: false }, 'no namespace  its selector does not choose shop'],
  [
    'hostname',
    { subject: 's', asked: 'a.example', found: 'b.example', ok: false },
    'no hostname  a.example is asked for; the listener has b.example',
  ],
  ['hostname', { subject: 's', found: '' }, 'ok hostname  none is asked for; the listener has no limit'],
  ['hostname', { asked: 'TCP', found: 'a.example', ok: false }, 'no hostname  TCP has no hostnames, and a.example is given'],
  ['tls', { asked: 'HTTPS', found: 'none', ok: false }, 'no tls  HTTPS needs tls, and has none'],
  ['tls', { asked: 'HTTP', found: 'Terminate', ok: false }, 'no tls  HTTP has no tls, and some is given'],
  ['tls', { asked: 'HTTPS', found: 'no certificate', ok: false }, 'no tls  HTTPS terminates TLS, and names no certificate'],
  ['grant', { asked: 'vault', found: 'missing', ok: false }, 'no grant  no ReferenceGrant in vault permits it'],
  ['grant', { asked: 'vault', found: 'unknown', ok: undefined }, '?  grant  the ReferenceGrants in vault are not known'],
  ['existence', { ok: undefined }, '?  existence  whether it is there is not known'],
  ['content', { found: 'lacks a key', ok: false }, 'no content  it lacks tls.crt or tls.key'],
  ['conflict', { subject: 'listener b', found: 'HostnameConflict' }, 'ok conflict  HostnameConflict, with listener b, which comes after it'],
  ['target', { found: 'BackendTLSPolicy a/b', ok: false }, 'no target  BackendTLSPolicy a/b is older and has it'],
])('%s %j', (check, more, expected) => {
  expect(lines(route({ parts: [part([look(check, more)])] }))).toContain(expected)
})

test.each<[Silence, string]>([
  [{ because: 'class absent', className: 'x' }, 'there is no GatewayClass x'],
  [{ because: 'class refused', className: 'x' }, 'GatewayClass x is refused, and its Gateways with it'],
  [{ because: 'not predicted yet', title: 'Istio' }, 'what Istio writes is not predicted yet'],
  [{ because: 'parent absent', parent: 'Gateway a/b' }, 'there is no Gateway a/b'],
  [{ because: 'parent refused', parent: 'Gateway a/b', reason: 'InvalidParameters' }, 'Gateway a/b is refused as a whole (InvalidParameters)'],
  [{ because: 'default Gateways', scope: 'All', state: 'absent' }, 'no Gateway has defaultScope: All'],
  [{ because: 'default Gateways', scope: 'All', state: 'leaving' }, 'every Gateway that has defaultScope: All is being deleted'],
  [{ because: 'default Gateways', scope: 'All', state: 'unknown' }, 'whether a Gateway has defaultScope: All is not known'],
  [{ because: 'route kind not read' }, 'the controller does not read kind HTTPRoute'],
])('no status: %j', (silence, expected) => {
  expect(lines(route({ parts: [part([], { silence })] }))).toContain(`no status: ${expected}`)
})

test('a route without parents', () => {
  expect(lines(route())).toEqual(['HTTPRoute shop/web', 'names no parent, so nobody writes a status', ''])
})

describe('what stands together', () => {
  const far = (name: string, check: StepCheck) => look(check, { subject: `listener ${name} (HTTP 80)`, asked: 'x', found: name, ok: false })
  const steps = [
    look('section', { subject: 'listener a (HTTP 80)' }),
    look('section', { subject: 'listener b (HTTP 80)' }),
    look('port', { subject: 'listener a (HTTP 80)', found: '80' }),
    far('b', 'port'),
    far('a', 'namespace'),
  ]
  const conditions = [{ type: 'Accepted', status: 'False', reason: 'NotAllowedByListeners', steps }] as const

  test('is what was looked at in one listener; the condition names those that came furthest', () => {
    expect(lines(route({ parts: [part(steps, { conditions })] }))).toEqual([
      'HTTPRoute shop/web',
      '',
      'spec.parentRefs[0]: Gateway a/gw',
      'listener a (HTTP 80)',
      'ok section    any will do',
      'ok port       any will do',
      'no namespace  takes routes from a, not from x',
      'listener b (HTTP 80)',
      'ok section  any will do',
      'no port     x is asked for, not b',
      'so the status says:',
      'Accepted=False/NotAllowedByListeners (listener a: namespace)',
      '',
    ])
  })

  test('listeners of other names are one line', () => {
    const text = lines(route({ parts: [part([far('b', 'section'), look('section', { subject: 'listener a', asked: 'x' }), far('c', 'section')])] }))
    expect(text.slice(3, -1)).toEqual(['no section  x is asked for, not b, c', 'listener a', 'ok section  x is asked for'])
  })

  test('what a condition rests on is only told where it is bad, by its own sense', () => {
    const on = (type: string, status: 'True' | 'False') => ({
      type,
      status,
      reason: 'R',
      steps: [look('conflict', { subject: 'listener b', ok: false })],
    })
    const said = lines(route({ parts: [part([], { conditions: [on('Conflicted', 'True'), on('Conflicted', 'False'), on('Accepted', 'True')] })] }))
    expect(said.slice(4, -1)).toEqual(['Conflicted=True/R (conflict)', 'Conflicted=False/R', 'Accepted=True/R'])
  })
})

test('the colours: of marks and conditions by whether they are good', () => {
  const conditions = [{ type: 'Conflicted', status: 'True', reason: 'R', steps: [] }] as const
  const text = explanationText(
    route({ parts: [part([look('protocol', { asked: 'HTTP' })], { conditions, silence: { because: 'nothing written' } })] }),
    coloured,
  )
  expect(text).toContain('\u001b[32mok\u001b[0m')
  expect(text).toContain('\u001b[31mConflicted=True\u001b[0m/R')
  expect(text).toContain('\u001b[33mno status\u001b[0m')
})

test('nothing that a manifest holds reaches the terminal as a control character', () => {
  const evil = 'x\u001b[2J\n\u202ey'
  const decider = { className: evil, controllerName: evil, title: 'T', version: '1', assumed: false }
  const steps = [look('hostname', { subject: evil, asked: evil, found: evil }), look('attached', { subject: evil, found: evil })]
  const conditions = [{ type: 'Accepted', status: 'False', reason: evil, steps: [look('kind', { subject: evil, ok: false })] }] as const
  const parts = [part(steps, { what: 'listener', title: evil, decider, conditions, silence: { because: 'class absent', className: evil } })]
  expect(explanationText(route({ namespace: evil, name: evil, parts }), plain)).not.toMatch(/[\p{Cc}\u202e](?<!\n)/u)
})

test('as JSON: each condition with its steps, what bears on none apart, and what is not known said so', () => {
  const grounds = look('kind', { asked: 'Service' })
  const conditions = [{ type: 'Accepted', status: 'True', reason: 'Accepted', steps: [grounds] }] as const
  const { parts } = JSON.parse(explanationJson(route({ parts: [part([grounds, look('existence', { on: [], ok: undefined })], { conditions })] })))
  expect(parts).toEqual([
    {
      what: 'parent',
      title: 'Gateway a/gw',
      path: 'spec.parentRefs[0]',
      facts: [{ subject: '', check: 'existence', ok: 'unknown' }],
      conditions: [{ type: 'Accepted', status: 'True', reason: 'Accepted', steps: [{ subject: '', check: 'kind', asked: 'Service', ok: true }] }],
    },
  ])
})
