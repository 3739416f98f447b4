import type { Finding } from '../../src/rules/finding.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { configMap, ENVOY, https, inGateway, SPEC, secret } from './places.ts'

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const OTHERS = [secret('cert'), configMap('ca', { 'ca.crt': PEM }), configMap('empty', {}), configMap('junk', { 'ca.crt': 'junk' })]

/** A reference to CA certificates; `ca` is good, `empty` and `junk` are there, and no other ConfigMap is. */
export const ca = (kind: string, name: string, group = '') => ({ group, kind, name })
export const GOOD = ca('ConfigMap', 'ca')
export const BUNDLE = ca('ClusterTrustBundle', 'roots', 'certificates.k8s.io')
export const validation = (...caCertificateRefs: unknown[]) => ({ validation: { caCertificateRefs } })

interface Under {
  readonly entries?: readonly string[]
  readonly of?: typeof ENVOY
  /** Whether what no view holds is there. */
  readonly exists?: () => boolean
}

export const BY_ENVOY: Under = { entries: ['envoy-gateway@1.9'], of: ENVOY }

/** What a rule finds in a Gateway that asks its clients for certificates like this. */
export const inFrontend = (rule: Rule, frontend: unknown, { entries = SPEC, of, exists }: Under = {}): readonly Finding[] =>
  inGateway(
    rule,
    { listeners: [https('a', [{ name: 'cert' }])], tls: { frontend } },
    [...entries],
    of,
    OTHERS,
    exists ? { around: { exists } } : undefined,
  )
