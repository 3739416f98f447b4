import { describe, expect, it } from 'vitest'
import type { KeyPairFacts } from '../../src/gateway/surroundings.ts'
import { certificateHostname } from '../../src/rules/certificate/certificate-hostname.ts'
import { https, inGateway, paths, SPEC, secret } from './places.ts'

describe('certificate-hostname', () => {
  const named = (...names: string[]): KeyPairFacts => ({ validFrom: 0, validUntil: Number.POSITIVE_INFINITY, algorithm: 'ec', names })
  const reading = (names: readonly string[]) => ({
    around: { readKeyPair: (certificate: string) => (certificate === 'other' ? named('x.test') : named(...names)) },
  })
  const pairs = [
    secret('pair', { data: { 'tls.crt': 'pair', 'tls.key': 'key' } }),
    secret('other', { data: { 'tls.crt': 'other', 'tls.key': 'key' } }),
    secret('unread'),
  ]
  const one = (hostname: string, ...names: string[]) =>
    https(
      'web',
      names.map((name) => ({ name })),
      { hostname },
    )

  it.each([
    ['shop.example', ['shop.example'], false],
    ['SHOP.example', ['shop.Example'], false],
    ['shop.example', ['cart.example', '*.example'], false],
    ['a.shop.example', ['*.example'], true],
    ['example', ['*.example'], true],
    ['shop.example', ['cart.example'], true],
    ['shop.example', [], true],
    ['*.example', ['shop.example'], false],
    ['*.example', ['*.example'], false],
    ['*.example', ['*.shop.example'], false],
    ['*.example', ['example'], true],
    ['', ['cart.example'], false],
  ])('a listener for "%s" with a certificate for %j: %s', (hostname, names, isFound) => {
    const findings = inGateway(
      certificateHostname,
      { listeners: [one(hostname, 'pair'), { ...one('x.test', 'other'), name: 'fine' }] },
      SPEC,
      undefined,
      pairs,
      reading(names),
    )
    expect(paths(findings)).toEqual(isFound ? ['spec.listeners[0].tls.certificateRefs[0]'] : [])
  })

  it('one certificate that fits, or that cannot be read, is enough', () => {
    const found = (...names: string[]) =>
      paths(inGateway(certificateHostname, { listeners: [one('shop.example', ...names)] }, SPEC, undefined, pairs, reading(['shop.example'])))
    expect(found('other', 'pair')).toEqual([])
    expect(found('other', 'unread')).toEqual([])
    expect(found('other')).toHaveLength(1)
  })

  it('is odd, warns at most, and says what the certificate is for', () => {
    expect(inGateway(certificateHostname, { listeners: [one('shop.example', 'other')] }, SPEC, undefined, pairs, reading([]))).toMatchObject([
      {
        class: 'odd',
        atMost: 'warn',
        message:
          'the certificate in Secret "other" is for x.test, not for listener "web" (HTTPS, port 443, hostname shop.example): clients refuse it, and no status would say so',
      },
    ])
  })
})
