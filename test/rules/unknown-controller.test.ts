import { describe, expect, it } from 'vitest'
import { unknownController } from '../../src/rules/class/unknown-controller.ts'
import { gateway, gatewayClass } from '../gateway/objects.ts'
import { found, foundBy } from './found.ts'
import { CLASS, ENVOY, SPEC } from './places.ts'

const edge = (of: string) => gateway({ className: of, listeners: ['web HTTP 80', 'bad HTTP 80', 'odd SCTP 81'] })

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
