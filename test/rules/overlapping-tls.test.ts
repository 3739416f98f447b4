import { describe, expect, it } from 'vitest'
import { overlappingTls } from '../../src/rules/listener/overlapping-tls.ts'
import { OPERATOR } from '../gateway/objects.ts'
import { https, inGateway, paths, SPEC, secret } from './places.ts'

const CERT = [{ name: 'cert' }]
const listener = (name: string, hostname: string, port = 443) => https(name, CERT, { hostname, port })
const inSpec = (listeners: readonly unknown[], entries = SPEC, of = undefined as typeof OPERATOR | undefined) =>
  inGateway(overlappingTls, { listeners }, entries, of, [secret('cert')])

describe('overlapping-tls', () => {
  it('tells every listener that overlaps', () => {
    const findings = inSpec([listener('a', '*.example'), listener('b', 'x.example'), listener('c', 'x.test'), listener('d', 'x.example', 8443)])
    expect(findings).toMatchObject([
      {
        class: 'odd',
        path: 'spec.listeners[0]',
        key: 'a',
        message:
          'listener "a" (HTTPS, port 443, hostname *.example) overlaps with others: another on the port is for some of its hosts (OverlappingTLSConfig=True/OverlappingHostnames)',
        condition: { type: 'OverlappingTLSConfig', status: 'True', reason: 'OverlappingHostnames' },
      },
      { path: 'spec.listeners[1]' },
    ])
  })

  it('finds nothing on other ports, for other hosts, of listeners that are not served, and where nothing is known of the status', () => {
    expect(inSpec([listener('a', '*.example'), listener('b', 'a.b.example'), listener('c', 'x.example', 8443)])).toEqual([])
    expect(inSpec([listener('a', '*.example'), https('b', [{ name: 'missing' }], { hostname: 'x.example' })])).toEqual([])
    expect(paths(inSpec([listener('a', '*.example'), listener('b', 'x.example')], ['kong-operator@2.3'], OPERATOR))).toEqual([])
  })
})
