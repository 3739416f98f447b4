import { describe, expect, it } from 'vitest'
import { portUnavailable } from '../../src/rules/listener/port-unavailable.ts'
import { gateway, KONG } from '../gateway/objects.ts'
import { foundBy } from './found.ts'

const object = gateway({ listeners: ['a HTTP 80', 'b HTTP 81', 'c TCP 9000', 'd HTTP 9000'] })

describe('port-unavailable', () => {
  it('tells each listener on a port that the proxy does not have', () => {
    expect(foundBy(portUnavailable, object, [KONG], ['kic@3.5,proxyPorts=80:HTTP+9000:TCP'])).toMatchObject([
      {
        class: 'partial',
        path: 'spec.listeners[1].port',
        key: 'b',
        message: 'the proxy of Kong Ingress Controller 3.5 has no port for listener "b" (HTTP, port 81) (Accepted=False/PortUnavailable)',
        condition: { type: 'Accepted', status: 'False', reason: 'PortUnavailable' },
      },
      { path: 'spec.listeners[3].port' },
    ])
  })

  it('finds nothing where the ports of the proxy are not known', () => {
    expect(foundBy(portUnavailable, object, [KONG], ['kic@3.5'])).toEqual([])
  })
})
