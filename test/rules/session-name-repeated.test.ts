import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { sessionNameRepeated } from '../../src/rules/backend/session-name-repeated.ts'
import { gateway, route } from '../gateway/objects.ts'
import { ENVOY, GRANTS, inRules, service, told } from './backends.ts'
import { foundBy } from './found.ts'
import { experimental, target } from './policies.ts'

const cookie = (name: string) => ({ type: 'Cookie', cookie: { name } })
const header = (name: string) => ({ type: 'Header', header: { name } })
const keeps = (name: string, sessionPersistence: unknown, parts = {}) =>
  experimental('XBackendTrafficPolicy', { targetRefs: [target(name)], sessionPersistence }, { name, ...parts })
const to = (...names: string[]) => names.map((name) => ({ name, port: 80 }))
const services = ['a', 'b', 'c', 'd'].map((name) => service(name, ['80', '81']))

const found = (others: readonly UntypedObject[], kind?: string, ...rules: readonly unknown[]) =>
  inRules(sessionNameRepeated, rules.length > 0 ? rules : [{ backendRefs: to('a', 'b', 'c', 'd') }], {
    others: [...services, ...others],
    ...(kind && { kind }),
  })
const said = (name: string, what: string, first: number) =>
  `Service "${name}" keeps its sessions in the ${what}, and so does another backend of its rule, spec.rules[0].backendRefs[${first}]: two sessions cannot have one name`

describe('session-name-repeated', () => {
  it.each(['HTTPRoute', 'GRPCRoute'])('tells each further backend of a rule of a %s', (kind) => {
    const findings = found(
      [keeps('a', cookie('s')), keeps('b', cookie('other')), keeps('c', { cookie: { name: 's' } }), keeps('d', cookie('s'))],
      kind,
    )
    expect(told(findings)).toEqual([2, 3].map((n) => `spec.rules[0].backendRefs[${n}]: ${said(n === 2 ? 'c' : 'd', 'cookie "s"', 0)}`))
    expect(findings[0]).toMatchObject({
      class: 'loser',
      whole: false,
      related: ['spec.rules[0].backendRefs[0]'],
      restsOn: [{ kind: 'XBackendTrafficPolicy', namespace: 'default', name: 'c', state: 'found' }],
    })
  })

  it.each<[string, unknown, unknown, number]>([
    ['one name of before v1.7', { sessionName: 's' }, { sessionName: 's' }, 1],
    ['an old name and a new one', { type: 'Cookie', sessionName: 's' }, cookie('s'), 1],
    ['headers, whatever the case', header('X-Session'), header('x-session'), 1],
    ['cookies of another case', cookie('S'), cookie('s'), 0],
    ['a cookie and a header', cookie('s'), header('s'), 0],
    ['names that are made up', { type: 'Cookie', cookie: {} }, { type: 'Cookie', cookie: {} }, 0],
    ['names of any shape', { cookie: 7, header: [] }, { cookie: { name: 7 }, sessionName: '' }, 0],
    ['no sessions', null, cookie('s'), 0],
  ])('%s', (_, a, b, count) => expect(found([keeps('a', a), keeps('b', b)])).toHaveLength(count))

  it('one policy for two backends is two sessions too, and one backend in two places is one', () => {
    const both = experimental('XBackendTrafficPolicy', { targetRefs: [target('a'), target('b')], sessionPersistence: cookie('s') })
    expect(found([both])).toHaveLength(1)
    expect(
      found(
        [both],
        undefined,
        {
          backendRefs: [
            { name: 'a', port: 80 },
            { name: 'a', port: 81 },
          ],
        },
        { backendRefs: to('b') },
      ),
    ).toEqual([])
  })

  it('counts the oldest policy of a backend that stays', () => {
    const going = keeps('b', cookie('s'), { name: 'going', day: 1 })
    const leaving = { ...going, metadata: { ...going.metadata, deletionTimestamp: '2026-01-04T00:00:00Z' } }
    const others = [
      keeps('a', cookie('s')),
      leaving,
      keeps('b', cookie('x'), { name: 'old', day: 2 }),
      keeps('b', cookie('s'), { name: 'new', day: 3 }),
    ]
    expect(found(others)).toEqual([])
    expect(found([...others.slice(0, 2), ...others.slice(3)])).toMatchObject([{ restsOn: [{ name: 'new' }] }])
  })

  it('leaves a rule alone that keeps sessions itself', () => {
    expect(
      found([keeps('a', cookie('s')), keeps('b', cookie('s'))], undefined, { backendRefs: to('a', 'b'), sessionPersistence: cookie('r') }),
    ).toEqual([])
  })

  it('looks into another namespace where a grant opens it', () => {
    const away = [service('far', ['80'], {}, 'payments'), keeps('far', cookie('s'), { namespace: 'payments' }), keeps('a', cookie('s'))]
    const rule = { backendRefs: [...to('a'), { name: 'far', namespace: 'payments', port: 80 }] }
    expect(found(away, undefined, rule)).toEqual([])
    expect(told(found([...away, ...GRANTS], undefined, rule))).toEqual([
      expect.stringContaining('Service "far" of namespace "payments" keeps its sessions in the cookie "s"'),
    ])
  })

  it('reads XBackends where they can be read', () => {
    const backends: Record<string, unknown> = {
      x: { spec: { sessionPersistence: cookie('s') } },
      y: { spec: { sessionPersistence: cookie('s') } },
      z: { spec: 7 },
    }
    const read = (_: string, kind: string, __: string | undefined, name: string) => (kind === 'XBackend' ? (backends[name] as never) : undefined)
    const refs = ['x', 'z', 'y'].map((name) => ({ group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name }))
    const object = route({ rules: [{ backendRefs: [...refs, ...to('a')] }] })
    const others = [ENVOY, gateway({ className: 'envoy', listeners: ['web HTTP 80'] }), ...services, keeps('a', cookie('s'))]
    const findings = foundBy(sessionNameRepeated, object, others, ['gateway-api@1.7'], { around: { read } })
    expect(findings).toMatchObject([{ path: 'spec.rules[0].backendRefs[2]', restsOn: [] }, { path: 'spec.rules[0].backendRefs[3]' }])
    expect(foundBy(sessionNameRepeated, object, others, ['gateway-api@1.7'])).toEqual([])
  })
})
