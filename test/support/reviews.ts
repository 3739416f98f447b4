import type { DecidedFinding, Judge, Mutation, Verdict } from '../../src/engine/verdict.ts'

export const GATEWAY_KIND = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'Gateway' }

export function gateway(extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'edge', namespace: 'infra', annotations: {} },
    spec: { gatewayClassName: 'kong', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    ...extra,
  }
}

type ReviewBody = { kind: string; apiVersion: string; request: Record<string, unknown> }

let serial = 0

/** A review as the API server sends it: a CREATE of a Gateway, with the fields of `request` laid over. */
export function review(request: Record<string, unknown> = {}, apiVersion = 'admission.k8s.io/v1'): ReviewBody {
  const operation = request.operation ?? 'CREATE'
  return {
    kind: 'AdmissionReview',
    apiVersion,
    request: {
      uid: `0a1b2c3d-4e5f-4a6b-8c7d-${String(serial++).padStart(12, '0')}`,
      kind: GATEWAY_KIND,
      resource: { group: GATEWAY_KIND.group, version: 'v1', resource: 'gateways' },
      requestKind: GATEWAY_KIND,
      requestResource: { group: GATEWAY_KIND.group, version: 'v1', resource: 'gateways' },
      name: 'edge',
      namespace: 'infra',
      operation,
      userInfo: { username: 'jane', groups: ['system:authenticated'] },
      object: operation === 'DELETE' ? null : gateway(),
      oldObject: operation === 'CREATE' ? null : gateway(),
      dryRun: false,
      options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
      ...request,
    },
  }
}

export function finding(extra: Partial<DecidedFinding> = {}): DecidedFinding {
  return {
    rule: 'listener-conflict',
    class: 'intrinsic',
    whole: true,
    path: 'spec.listeners[1]',
    key: 'http',
    message: 'it conflicts with listener "http"',
    hint: 'give it another port',
    restsOn: [],
    related: [],
    decision: 'deny',
    ...extra,
  }
}

/** A Judge that always finds the same. */
export function judgeOf(findings: readonly DecidedFinding[] = [], mutation: Mutation = { patch: [], notes: [] }): Judge {
  const verdict: Verdict = { allowed: !findings.some(({ decision }) => decision === 'deny'), findings }
  return judgeBy({ review: () => verdict, mutate: () => mutation })
}

/** A Judge of these answers, whose refusals rest on nothing. */
export function judgeBy(answers: Pick<Judge, 'review' | 'mutate'>): Judge {
  return { ...answers, claims: () => [], reconsider: (subject) => ({ verdict: answers.review(subject), claims: [] }) }
}
