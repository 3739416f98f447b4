import { describe, expect, it } from 'vitest'
import type { AnyObject, Gateway, UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predictGateway } from '../../src/prediction/gateway.ts'
import { predict } from '../../src/prediction/index.ts'
import type { GatewayPrediction, UnservedPrediction } from '../../src/prediction/prediction.ts'
import { contextOf } from '../../src/prediction/status/context.ts'
import { cluster, gateway, gatewayClass, ISTIO, KONG, KUMA, OPERATOR } from '../gateway/objects.ts'

const predicted = (object: UntypedObject, others: readonly UntypedObject[], ...entries: string[]): GatewayPrediction => {
  const one = object as unknown as Gateway
  const prediction = predictGateway(one, undefined, contextOf(cluster(...others, object), implementationsFrom(entries), {}))
  if (prediction?.kind !== 'Gateway') throw new Error('nothing predicted')
  return prediction
}

/** `name: type=status/reason …` of each listener. */
const listeners = (prediction: GatewayPrediction) =>
  prediction.listeners.map(({ name, conditions }) => `${name}: ${conditions.map((c) => `${c.type}=${c.status}/${c.reason}`).join(' ')}`.trim())

describe('the status of listeners', () => {
  it('Kong: all on the port lose, the graver reason wins, others stay', () => {
    const object = gateway({ listeners: ['a HTTPS 443 x.example', 'b TLS 443 x.example', 'c TCP 443', 'd HTTP 80'] })
    expect(listeners(predicted(object, [KONG], 'kic@3.5'))).toEqual([
      'a: Conflicted=True/ProtocolConflict',
      'b: Conflicted=True/ProtocolConflict',
      'c: Conflicted=True/ProtocolConflict',
      'd:',
    ])
  })

  it('Kuma: an equal hostname outweighs the protocols, and a protocol that it refuses is never Conflicted itself', () => {
    const object = gateway({ className: 'kuma', listeners: ['a HTTP 80 x.example', 'b HTTPS 80 y.example', 'c TLS 80 x.example', 'd TCP 80'] })
    expect(listeners(predicted(object, [KUMA], 'kuma@2.14'))).toEqual([
      'a: Conflicted=True/HostnameConflict',
      'b: Conflicted=True/ProtocolConflict',
      'c:',
      'd:',
    ])
  })

  it('Istio from 1.31: the first wins, a loser blocks nobody, and three conditions say so', () => {
    const object = gateway({ className: 'istio', listeners: ['a HTTP 80 x.example', 'b HTTPS 80 x.example', 'c HTTPS 80 y.example'] })
    expect(listeners(predicted(object, [ISTIO], 'istio@1.31'))).toEqual([
      'a:',
      'b: Accepted=False/ProtocolConflict Conflicted=True/ProtocolConflict Programmed=False/ProtocolConflict',
      'c:',
    ])
    expect(predicted(object, [ISTIO], 'istio@1.31').clashes).toMatchObject([
      { earlier: 0, later: 1, silent: false },
      { earlier: 0, later: 2, silent: true },
    ])
  })

  it('Istio before: no condition', () => {
    const object = gateway({ className: 'istio', listeners: ['a HTTP 80 x.example', 'b HTTPS 80 x.example', 'c UDP 80'] })
    expect(listeners(predicted(object, [ISTIO], 'istio@1.29'))).toEqual(['a:', 'b:', 'c:'])
    expect(predicted(object, [ISTIO], 'istio@1.29').clashes).toMatchObject([{ later: 1, silent: true }])
  })

  it('Kong Operator: equal hostnames on different ports', () => {
    const object = gateway({ listeners: ['a HTTP 80 x.example', 'b HTTPS 443 X.EXAMPLE', 'c HTTP 81', 'd HTTP 82'] })
    const prediction = predicted(object, [{ ...OPERATOR, metadata: { name: 'kong' } }], 'kong-operator@2.2')
    expect(prediction.clashes).toMatchObject([{ earlier: 0, later: 1, reason: 'HostnameConflict', acrossPorts: true }])
  })

  it('listeners that are none are passed over, and positions stay those of the object', () => {
    const spec = {
      listeners: [
        null,
        { name: 'a', port: 80, protocol: 'HTTP' },
        { name: 'x', port: '80', protocol: 'HTTP' },
        'y',
        { name: 'b', port: 80, protocol: 'TCP' },
      ],
    }
    expect(predicted(gateway({ spec }), [KONG], 'kic@3.5').clashes).toMatchObject([{ earlier: 1, later: 4 }])
  })
})

describe('the class of a Gateway', () => {
  const predictedAny = (className: string, others: readonly UntypedObject[], ...entries: string[]) => {
    const object = gateway({ className })
    return predict(
      { kind: 'Gateway', object: object as unknown as AnyObject, before: undefined },
      cluster(...others, object),
      implementationsFrom(entries),
    )
  }

  it('decides who is asked', () => {
    expect(predictedAny('kong', [KONG], 'kic@3.5')).toMatchObject({ implementation: { title: 'Kong Ingress Controller 3.5' } })
    expect(predictedAny('istio', [])).toMatchObject({ implementation: { name: 'istio' } })
    expect(predictedAny('istio', [gatewayClass('istio', 'gateways.kuma.io/controller')])).toMatchObject({ implementation: { name: 'kuma' } })
  })

  it('that is absent, or of a controller that nobody knows, leads to no more than that', () => {
    const unserved = (className: string, controllerName?: string) => ({ kind: 'Unserved', className, ...(controllerName && { controllerName }) })
    const { object: _, ...absent } = predictedAny('kong', []) as UnservedPrediction
    expect(absent).toEqual(unserved('kong'))
    expect(predictedAny('foreign', [gatewayClass('foreign', 'example.com/x')])).toMatchObject(unserved('foreign', 'example.com/x'))
    expect(predictedAny('istio', [gatewayClass('istio', 'example.com/x')])).toMatchObject(unserved('istio', 'example.com/x'))
    expect(predictedAny('kong', [{ ...KONG, spec: {} }])).toBeUndefined()
  })
})

it('references of a Gateway whose listeners nobody reads are followed by nobody', () => {
  const tls = { certificateRefs: [{ name: 'cert', namespace: 'certs' }] }
  const object = gateway({ className: 'kuma', spec: { listeners: [{ name: 'a', port: 443, protocol: 'HTTPS', tls }] } })
  expect(predicted(object, [KUMA], 'kuma@2.14').references).toMatchObject([{ grant: 'missing' }])
  expect(predicted(object, [KUMA], 'kuma@3.0').references).toEqual([])
})

it('kinds without a status of their own are not predicted', () => {
  for (const kind of ['GatewayClass', 'ReferenceGrant', 'Service'] as const) {
    const object = { apiVersion: 'v1', kind, metadata: { name: 'x' } } as unknown as AnyObject
    expect(predict({ kind, object, before: undefined }, cluster(), implementationsFrom([]))).toBeUndefined()
  }
})
