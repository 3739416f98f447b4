import { describe, expect, it } from 'vitest'
import { listenerFilterProtocol } from '../../src/rules/listener/listener-filter-protocol.ts'
import { inGateway, inSet } from './places.ts'

const filters = { requests: [{ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Filter', name: 'log' } }] }
const listener = (name: string, protocol: string, more = {}) => ({ name, port: 80, protocol, ...more })

describe('listener-filter-protocol', () => {
  it('denies where every listener has them', () => {
    expect(inSet(listenerFilterProtocol, [listener('a', 'TCP', { filters }), listener('b', 'TLS', { filters })])).toMatchObject([
      {
        class: 'intrinsic',
        whole: true,
        path: 'spec.listeners[0].filters',
        message: 'listener "a" (TCP, port 80) filters requests, and its protocol has none',
      },
      { whole: true, path: 'spec.listeners[1].filters' },
    ])
  })

  it('warns beside one that works', () => {
    expect(inSet(listenerFilterProtocol, [listener('a', 'HTTP', { filters }), listener('b', 'UDP', { filters })])).toMatchObject([
      { whole: false, path: 'spec.listeners[1].filters' },
    ])
  })

  it('finds nothing on HTTP and HTTPS, in empty filters, and in Gateways, whose CRD refuses it', () => {
    const fine = [
      listener('a', 'HTTP', { filters }),
      listener('b', 'HTTPS', { filters }),
      listener('c', 'TCP', { filters: { requests: [] } }),
      listener('d', 'TCP'),
    ]
    expect(inSet(listenerFilterProtocol, fine)).toEqual([])
    expect(inGateway(listenerFilterProtocol, { listeners: [listener('a', 'TCP', { filters })] })).toEqual([])
  })
})
