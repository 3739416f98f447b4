import { describe, expect, it } from 'vitest'
import { unsupportedProtocol } from '../../src/rules/listener/unsupported-protocol.ts'
import { OPERATOR } from '../gateway/objects.ts'
import { inGateway, inSet, SPEC } from './places.ts'

const listener = (name: string, protocol: string, port: number) => ({ name, protocol, port })
const listeners = [listener('a', 'example.com/quic', 443), listener('b', 'HTTP', 80), listener('c', 'QUIC', 444), listener('d', 'example.com/x', 445)]

describe('unsupported-protocol', () => {
  it('tells each listener that the controller refuses for a protocol that may be another’s', () => {
    expect(inGateway(unsupportedProtocol, { listeners })).toMatchObject([
      {
        class: 'intrinsic',
        whole: false,
        path: 'spec.listeners[0].protocol',
        key: 'a',
        message: 'Gateway API 1.7 does not serve the protocol of listener "a" (example.com/quic, port 443) (Accepted=False/UnsupportedProtocol)',
        condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' },
      },
      { path: 'spec.listeners[3].protocol' },
    ])
  })

  it('finds nothing where the status is not known, of a foreign controller, and in a ListenerSet that is not let in', () => {
    expect(inGateway(unsupportedProtocol, { listeners }, ['kong-operator@2.3'], OPERATOR)).toEqual([])
    expect(inGateway(unsupportedProtocol, { listeners }, [])).toEqual([])
    expect(inSet(unsupportedProtocol, listeners)).toEqual([])
    expect(inGateway(unsupportedProtocol, { listeners: [listener('a', 'UDP', 53), listener('b', 'TCP', 53)] }, SPEC)).toEqual([])
  })
})
