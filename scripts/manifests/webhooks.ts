import { DEFAULTERS } from '../../src/defaulters/index.ts'
import { KINDS, type KindFacts } from '../../src/gateway/kinds.ts'
import { NAME, NAMESPACE } from './names.ts'

export interface WebhookRule {
  readonly apiGroups: readonly string[]
  readonly apiVersions: readonly string[]
  readonly operations: readonly string[]
  readonly resources: readonly string[]
  readonly scope: 'Cluster' | 'Namespaced'
}

/** Kinds that some defaulter adds something to. */
export function defaultedKinds(): Set<string> {
  return new Set(DEFAULTERS.flatMap((d) => d.kinds))
}

/** One rule for each group, version and scope, so that none names a resource under a version that never existed. */
export function webhookRules(kinds: readonly KindFacts[], operations: readonly string[]): WebhookRule[] {
  const rules = new Map<string, KindFacts[]>()
  for (const facts of kinds) {
    for (const version of facts.versions) {
      const key = `${facts.group} ${version} ${facts.namespaced ? 'Namespaced' : 'Cluster'}`
      rules.set(key, [...(rules.get(key) ?? []), facts])
    }
  }
  return [...rules].map(([key, of]) => {
    const [group = '', version = '', scope] = key.split(' ')
    return {
      apiGroups: [group],
      apiVersions: [version],
      operations,
      resources: of.map((k) => k.plural),
      scope: scope as WebhookRule['scope'],
    }
  })
}

/** The objects of `manifests/base/webhooks.yaml`. The program itself writes `caBundle`, so no manifest holds one. */
export function webhookObjects(): object[] {
  const reviewed = KINDS.filter((k) => k.reviewed)
  const defaulted = defaultedKinds()
  return [
    configuration('ValidatingWebhookConfiguration', 'validate', webhookRules(reviewed, ['CREATE', 'UPDATE', 'DELETE'])),
    configuration(
      'MutatingWebhookConfiguration',
      'mutate',
      webhookRules(
        reviewed.filter((k) => defaulted.has(k.kind)),
        ['CREATE', 'UPDATE'],
      ),
    ),
  ]
}

function configuration(kind: string, verb: 'validate' | 'mutate', rules: readonly WebhookRule[]): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: { name: NAME, labels: { 'app.kubernetes.io/name': NAME } },
    webhooks: [
      {
        name: `${verb}.portcullis.dev`,
        clientConfig: { service: { name: NAME, namespace: NAMESPACE, port: 443, path: `/${verb}` } },
        rules,
        namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [NAMESPACE, 'kube-system'] }] },
        matchPolicy: 'Equivalent',
        failurePolicy: 'Ignore',
        sideEffects: 'None',
        timeoutSeconds: 5,
        ...(verb === 'mutate' && { reinvocationPolicy: 'Never' }),
        admissionReviewVersions: ['v1', 'v1beta1'],
      },
    ],
  }
}
