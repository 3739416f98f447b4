import { describe, expect, it } from 'vitest'
import { policyCaKind } from '../../src/rules/policy/policy-ca-kind.ts'
import { authority, inAuthorities } from './policies.ts'

describe('policy-ca-kind', () => {
  it('finds what nobody reads, and warns at most', () => {
    const refs = [authority('a'), authority('b', { kind: 'Service' }), authority('c', { group: 'example.com', kind: 'Bundle' })]
    expect(inAuthorities(policyCaKind, refs, [])).toMatchObject([
      {
        class: 'intrinsic',
        atMost: 'warn',
        whole: false,
        path: 'spec.validation.caCertificateRefs[1]',
        message: expect.stringMatching(/^no controller reads CA certificates from a Service/),
      },
      {
        path: 'spec.validation.caCertificateRefs[2]',
        message: expect.stringMatching(/^no controller known here reads CA certificates from a Bundle of group example.com/),
      },
    ])
  })

  it.each([
    ['', 'ConfigMap'],
    ['', 'Secret'],
    ['certificates.k8s.io', 'ClusterTrustBundle'],
  ])('not %s/%s', (group, kind) => {
    expect(inAuthorities(policyCaKind, [authority('a', { group, kind })], [])).toEqual([])
  })
})
