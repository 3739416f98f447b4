import { KINDS, type KindFacts } from '../../src/gateway/kinds.ts'
import { CA_SECRET, NAME, NAMESPACE } from './names.ts'

export interface PolicyRule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

const READ = ['get', 'list', 'watch']

/** What the process may do anywhere in the cluster: read what it caches, and write the caBundle of its own webhook configurations. */
export function clusterRules(kinds: readonly KindFacts[] = KINDS): PolicyRule[] {
  const cached = kinds.filter((k) => k.cached !== false)
  const content = cached.filter((k) => k.kind !== 'Secret')
  const groups = [...new Set(content.map((k) => k.group))]
  return [
    // Alone and first, so that the overlay `no-secrets` can take it away.
    { apiGroups: [''], resources: cached.filter((k) => k.kind === 'Secret').map((k) => k.plural), verbs: READ },
    ...groups.map((group) => ({ apiGroups: [group], resources: content.filter((k) => k.group === group).map((k) => k.plural), verbs: READ })),
    {
      apiGroups: ['admissionregistration.k8s.io'],
      resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
      resourceNames: [NAME],
      // For caBundle. Neither `create` nor `delete`: what the manifests bring stays theirs.
      verbs: ['get', 'patch'],
    },
  ]
}

/** What it may do in its own namespace: keep its CA. RBAC cannot limit `create` by name. */
export function namespaceRules(): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['secrets'], resourceNames: [CA_SECRET], verbs: ['get', 'update'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
  ]
}

/** The objects of `manifests/base/rbac.yaml`. */
export function rbacObjects(): object[] {
  const labels = { 'app.kubernetes.io/name': NAME }
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }]
  const apiVersion = 'rbac.authorization.k8s.io/v1'
  const apiGroup = 'rbac.authorization.k8s.io'
  const here = { name: NAME, namespace: NAMESPACE, labels }
  const everywhere = { name: NAME, labels }
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: here, automountServiceAccountToken: false },
    { apiVersion, kind: 'ClusterRole', metadata: everywhere, rules: clusterRules() },
    { apiVersion, kind: 'ClusterRoleBinding', metadata: everywhere, roleRef: { apiGroup, kind: 'ClusterRole', name: NAME }, subjects },
    { apiVersion, kind: 'Role', metadata: here, rules: namespaceRules() },
    { apiVersion, kind: 'RoleBinding', metadata: here, roleRef: { apiGroup, kind: 'Role', name: NAME }, subjects },
  ]
}
