import { describe, expect, it } from 'vitest'
import { tooManyCertificates } from '../../src/rules/certificate/too-many-certificates.ts'
import { ISTIO, KONG, KUMA, OPERATOR } from '../gateway/objects.ts'
import { ENVOY, https, inGateway, paths, SPEC, secret } from './places.ts'

const refs = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `cert-${index}` }))
const listeners = [
  https('a', refs(1)),
  https('b', refs(2)),
  https('c', refs(3)),
  { ...https('d', refs(3)), protocol: 'TLS', tls: { mode: 'Passthrough', certificateRefs: refs(3) } },
]
const OTHERS = refs(3).map(({ name }) => secret(name))

describe('too-many-certificates', () => {
  it.each([
    // Kong has a rule of its own.
    ['kic@3.5', KONG, []],
    ['kong-operator@2.3', OPERATOR, []],
    ['istio@1.26', ISTIO, [1, 2]],
    ['istio@1.27', ISTIO, [2]],
    ['kuma@2.14', KUMA, [2]],
    ['kuma@3.0', KUMA, []],
    ['envoy-gateway@1.9', ENVOY, []],
  ])('%s', (entry, of, positions) => {
    expect(paths(inGateway(tooManyCertificates, { listeners }, [entry], of, OTHERS))).toEqual(
      positions.map((n) => `spec.listeners[${n}].tls.certificateRefs`),
    )
    expect(inGateway(tooManyCertificates, { listeners }, SPEC, undefined, OTHERS)).toEqual([])
  })

  it('says how many there are, and that no status does', () => {
    expect(inGateway(tooManyCertificates, { listeners }, ['istio@1.26'], ISTIO, OTHERS)[0]).toMatchObject({
      class: 'partial',
      whole: false,
      key: 'b',
      message: expect.stringMatching(/^listener "b" \(HTTPS, port 443, hostname b\.example\) names 2 certificates, and Istio 1\.26 takes 1/),
    })
  })
})
