import { describe, expect, it } from 'vitest'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import { classChanged } from '../../src/rules/class/class-changed.ts'
import { classMissing } from '../../src/rules/class/class-missing.ts'
import { className } from '../../src/rules/class/class-name.ts'
import { classRefused } from '../../src/rules/class/class-refused.ts'
import { unknownController } from '../../src/rules/class/unknown-controller.ts'
import { gateway, gatewayClass, KUMA, OPERATOR } from '../gateway/objects.ts'
import { found, foundBy } from './found.ts'
import { CLASS, ENVOY, SPEC } from './places.ts'

const edge = (of: string) => gateway({ className: of, listeners: ['web HTTP 80', 'bad HTTP 80', 'odd SCTP 81'] })

describe('class-missing', () => {
  it('is all that is said of a Gateway whose class is not there', () => {
    expect(found(edge('gone'), [CLASS], SPEC)).toMatchObject([
      {
        rule: 'class-missing',
        class: 'absent',
        whole: false,
        path: 'spec.gatewayClassName',
        key: 'gone',
        message: 'GatewayClass "gone" is not there: nobody serves the Gateway, and no status would say so',
        restsOn: [{ kind: 'GatewayClass', name: 'gone', state: 'absent' }],
      },
    ])
  })

  it.each([
    ['it is there', 'bare'],
    ['it works without an object', 'istio'],
  ])('finds nothing where %s', (_, of) => {
    expect(foundBy(classMissing, edge(of), [CLASS], SPEC)).toEqual([])
  })

  it('finds nothing where classes cannot be seen, or the class is not named', () => {
    const store = new ObjectStore({ state: 'listed' })
    store.setState('GatewayClass', { state: 'unknown', why: 'not listed yet' })
    const predicted = (object: UntypedObject) =>
      predict({ kind: 'Gateway', object: object as unknown as AnyObject, before: undefined }, store, implementationsFrom(SPEC))
    expect(predicted(edge('gone'))).toBeUndefined()
    expect(predicted({ ...edge('gone'), spec: { gatewayClassName: 7 } })).toBeUndefined()
  })
})

describe('unknown-controller', () => {
  const ACME = gatewayClass('acme', 'acme.example/controller')

  it('says of a class and of its Gateways how they would be judged, and refuses nothing', () => {
    const hint =
      'to have it judged by the specification, say implementations: ["gateway-api@1.7"] in the configuration, or --implementation gateway-api@1.7'
    expect(found(ACME, [CLASS], ['kic@3.5'])).toMatchObject([
      {
        rule: 'unknown-controller',
        class: 'partial',
        atMost: 'warn',
        path: 'spec.controllerName',
        message:
          'the class is of controller acme.example/controller, which is not known here: nothing is predicted of its Gateways, and nothing refused',
        hint,
      },
    ])
    expect(found(edge('acme'), [ACME], ['kic@3.5'])).toMatchObject([
      {
        rule: 'unknown-controller',
        atMost: 'warn',
        path: 'spec.gatewayClassName',
        message:
          'GatewayClass "acme" is of controller acme.example/controller, which is not known here: nothing is predicted of the Gateway, and nothing refused',
        hint,
        restsOn: [{ kind: 'GatewayClass', name: 'acme', state: 'found' }],
      },
    ])
  })

  it('finds nothing once the specification is opted in, and in controllers that are known without it', () => {
    expect(foundBy(unknownController, ACME, [], SPEC)).toEqual([])
    expect(foundBy(unknownController, edge('acme'), [ACME], SPEC)).toEqual([])
    expect(foundBy(unknownController, ENVOY, [])).toEqual([])
    expect(foundBy(unknownController, { ...ACME, spec: {} }, [])).toEqual([])
  })
})

describe('class-refused', () => {
  const refused = (of: UntypedObject, status: string, reason: string) => ({
    ...of,
    status: {
      conditions: [
        { type: 'SupportedVersion', status: 'False', reason: 'UnsupportedVersion' },
        { type: 'Accepted', status, reason },
      ],
    },
  })
  const missing = { group: '', kind: 'ConfigMap', name: 'gone', namespace: 'default' }
  const withParameters = (of: UntypedObject) => ({ ...of, spec: { ...(of.spec as object), parametersRef: missing } })

  it('says so where the status of the class does', () => {
    expect(foundBy(classRefused, edge('bare'), [refused(CLASS, 'False', 'Unsupported')], SPEC)).toMatchObject([
      {
        class: 'contradiction',
        whole: false,
        path: 'spec.gatewayClassName',
        message: 'GatewayClass "bare" is not accepted (Accepted=False/Unsupported): its Gateways are left alone, and their status says nothing',
        restsOn: [{ kind: 'GatewayClass', name: 'bare', state: 'found' }],
      },
    ])
  })

  it('says so where it is predicted', () => {
    expect(foundBy(classRefused, edge('bare'), [withParameters(CLASS)], SPEC)).toMatchObject([
      {
        message:
          'GatewayClass "bare" will not be accepted (Accepted=False/InvalidParameters): Gateway API 1.7 may serve the Gateway all the same, without what the class asks for',
      },
    ])
  })

  it.each([
    ['it is accepted', refused(CLASS, 'True', 'Accepted')],
    ['nobody has looked at it yet', refused(CLASS, 'Unknown', 'Pending')],
    ['what it was refused for is there now', refused(CLASS, 'False', 'InvalidParameters')],
    ['there is no status', CLASS],
  ])('finds nothing where %s', (_, of) => {
    expect(foundBy(classRefused, edge('bare'), [of], SPEC)).toEqual([])
  })
})

describe('class-changed', () => {
  const before = edge('bare')
  const changed = (of: string, was: UntypedObject = before) =>
    foundBy(classChanged, edge(of), [CLASS, KUMA, OPERATOR, gatewayClass('acme', 'acme.example/x')], SPEC, { before: was })

  it.each(['kuma', 'acme', 'gone'])('tells a move to %s', (of) => {
    expect(changed(of)).toMatchObject([{ class: 'odd', path: 'spec.gatewayClassName', key: `bare ${of}` }])
  })

  it('finds nothing where the class stays, and in a new Gateway', () => {
    expect(changed('bare')).toEqual([])
    expect(foundBy(classChanged, edge('bare'), [CLASS], SPEC)).toEqual([])
  })
})

describe('class-name', () => {
  it.each([
    ['a'.repeat(63), false],
    ['a'.repeat(64), true],
    ['a.b', true],
    ['a-b', false],
  ])('%s: %s', (name, isFound) => {
    expect(foundBy(className, gatewayClass(name, 'gateways.kuma.io/controller'), [CLASS]).map((finding) => finding.path)).toEqual(
      isFound ? ['metadata.name'] : [],
    )
  })
})
