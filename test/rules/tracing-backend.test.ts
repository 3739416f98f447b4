import { describe, expect, it } from 'vitest'
import { kindOf } from '../../src/gateway/kinds.ts'
import { RULES } from '../../src/rules/index.ts'
import { gateway, grant } from '../gateway/objects.ts'
import { ENVOY, service } from './backends.ts'
import { found } from './found.ts'
import { tracing } from './policies.ts'

const others = [
  ENVOY,
  gateway({ className: 'envoy', listeners: ['web HTTP 80'] }),
  service('otel', ['4317', '53/UDP']),
  service('outside', ['4317'], { type: 'ExternalName', externalName: 'otel.example' }),
  service('otel', ['4317'], {}, 'open'),
  grant('open', { group: 'gateway.networking.x-k8s.io', kind: 'XTelemetryPolicy', namespace: 'default' }, { kind: 'Service' }),
]
const XBACKEND = { group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'x' }

describe('the tracing backend of an XTelemetryPolicy', () => {
  it.each<[string, object, string[]]>([
    ['in order', { name: 'otel', port: 4317 }, []],
    ['in order, of another namespace', { name: 'otel', namespace: 'open', port: 4317 }, []],
    ['an XBackend', XBACKEND, []],
    ['not there', { name: 'gone', port: 4317 }, ['backend-not-found']],
    ['not there, of another namespace', { name: 'gone', namespace: 'open', port: 4317 }, ['backend-not-found']],
    ['not permitted, whatever there is', { name: 'otel', namespace: 'shut', port: 1 }, ['missing-reference-grant']],
    ['an XBackend of another namespace', { ...XBACKEND, namespace: 'open' }, ['missing-reference-grant']],
    ['of a kind that is none', { kind: 'Pod', name: 'otel', port: 4317 }, ['unsupported-backend-kind']],
    ['without a port', { name: 'otel' }, ['backend-without-port']],
    ['with a port that is not there', { name: 'otel', port: 4318 }, ['backend-port-not-found']],
    ['with a port of UDP', { name: 'otel', port: 53 }, ['backend-port-protocol']],
    ['a name of a host outside', { name: 'outside', port: 4317 }, ['external-name-backend']],
  ])('%s', (_, backendRef, rules) => {
    const findings = found(tracing(backendRef), others)
    expect(findings.map(({ rule }) => rule)).toEqual(rules)
    for (const { path, message } of findings) {
      expect(path).toBe('spec.tracing.provider.backendRef')
      expect(message).toContain('tracing backend')
    }
  })

  it('is told by every rule that says it tells of backends of policies', () => {
    const kind = kindOf('gateway.networking.x-k8s.io/v1alpha1', 'XTelemetryPolicy')?.kind
    const telling = RULES.filter(({ kinds }) => kind && kinds.includes(kind)).map(({ id }) => id)
    expect(telling.filter((id) => !id.startsWith('policy-'))).toEqual([
      'backend-not-found',
      'backend-port-not-found',
      'backend-port-protocol',
      'backend-without-port',
      'external-name-backend',
      'missing-reference-grant',
      'unsupported-backend-kind',
    ])
  })
})
