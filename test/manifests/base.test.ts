import { readdirSync, readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { clusterRules } from '../../scripts/manifests/rbac.ts'
import { DRAIN_TIMES } from '../../src/webhook/drain.ts'
import { type Manifest, objectOf, objectsOf, ROOT } from './objects.ts'

const base = 'manifests/base'
const kustomization = (folder: string): Manifest => load(readFileSync(`${ROOT}/${folder}/kustomization.yaml`, 'utf8'))
const { version, devDependencies } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'))
const deployment = objectOf(`${base}/deployment.yaml`, 'Deployment')
const pod = deployment.spec.template.spec
const container = pod.containers[0]
const all = kustomization(base).resources.flatMap((file: string) => objectsOf(`${base}/${file}`))

describe('manifests/base', () => {
  test('applies every file in the folder', () => {
    const files = readdirSync(`${ROOT}/${base}`).filter((file) => file !== 'kustomization.yaml')
    expect([...kustomization(base).resources].sort()).toEqual(files.sort())
  })

  test('puts everything that lives in a namespace into portcullis-system', () => {
    const clusterScoped = ['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']
    for (const { kind, metadata } of all) {
      expect({ kind, namespace: metadata.namespace }).toEqual({ kind, namespace: clusterScoped.includes(kind) ? undefined : 'portcullis-system' })
    }
  })

  test('runs the image of this version', () => {
    expect(container.image).toBe(`portcullis:${version}`)
  })

  test('leaves no gap in a rolling update, and time to drain', () => {
    expect(deployment.spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } })
    const { timeoutSeconds } = objectOf(`${base}/webhooks.yaml`, 'ValidatingWebhookConfiguration').webhooks[0]
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(DRAIN_TIMES.delay / 1000 + timeoutSeconds)
    expect(objectOf(`${base}/pod-disruption-budget.yaml`, 'PodDisruptionBudget').spec.minAvailable).toBeLessThan(deployment.spec.replicas)
  })

  test('gives the process no more than it needs', () => {
    expect(pod.securityContext).toEqual({ runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } })
    expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } })
    expect(container.resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } })
  })

  test('joins Service, probes, policy and ConfigMap to the Pods that it starts', () => {
    const ports = Object.fromEntries(container.ports.map((p: Manifest) => [p.name, p.containerPort]))
    expect(ports).toEqual({ webhook: 8443, health: 8080 })
    const service = objectOf(`${base}/service.yaml`, 'Service')
    expect(service.spec.ports).toEqual([{ name: 'webhook', port: 443, targetPort: 'webhook' }])
    const labels = deployment.spec.template.metadata.labels
    const policy = objectOf(`${base}/network-policy.yaml`, 'NetworkPolicy').spec
    const selectors = [
      service.spec.selector,
      deployment.spec.selector.matchLabels,
      policy.podSelector.matchLabels,
      objectOf(`${base}/pod-disruption-budget.yaml`, 'PodDisruptionBudget').spec.selector.matchLabels,
      ...pod.topologySpreadConstraints.map((c: Manifest) => c.labelSelector.matchLabels),
    ]
    for (const selector of selectors) expect(selector).toEqual(labels)
    expect(policy.ingress.flatMap((rule: Manifest) => rule.ports.map((p: Manifest) => p.port))).toEqual(Object.values(ports))
    const probes = [container.livenessProbe, container.readinessProbe, container.startupProbe].map((p) => `${p.httpGet.port} ${p.httpGet.path}`)
    expect(probes).toEqual(['health /livez', 'health /readyz', 'health /livez'])
    const config = objectOf(`${base}/config.yaml`, 'ConfigMap')
    expect(pod.volumes[0].configMap.name).toBe(config.metadata.name)
    expect(container.args).toEqual(['serve', '--config', `${container.volumeMounts[0].mountPath}/${Object.keys(config.data)[0]}`])
    expect(pod.serviceAccountName).toBe(objectOf(`${base}/rbac.yaml`, 'ServiceAccount').metadata.name)
  })
})

describe('overlays', () => {
  const patch = (overlay: string): Manifest[] => load(kustomization(`manifests/overlays/${overlay}`).patches[0].patch) as Manifest[]

  test('no-secrets takes away the rule on Secrets and nothing else', () => {
    expect(patch('no-secrets')).toEqual([
      { op: 'test', path: '/rules/0/resources', value: clusterRules()[0]?.resources },
      { op: 'remove', path: '/rules/0' },
    ])
  })

  test('detect adds the right to list Deployments, and the flag, and nothing else', () => {
    const [role, deployment] = kustomization('manifests/overlays/detect').patches.map((one: Manifest) => load(one.patch))
    expect(role).toEqual([{ op: 'add', path: '/rules/-', value: { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] } }])
    const args = '/spec/template/spec/containers/0/args'
    expect(deployment).toEqual([
      { op: 'test', path: `${args}/0`, value: container.args[0] },
      { op: 'add', path: `${args}/-`, value: '--detect' },
    ])
  })

  test('events adds the right to create Events and nothing else', () => {
    expect(kustomization('manifests/overlays/events').patches).toHaveLength(1)
    expect(patch('events')).toEqual([
      { op: 'add', path: '/rules/-', value: { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] } },
    ])
  })

  test('fail changes the failurePolicy of both webhooks', () => {
    expect(patch('fail')).toEqual([
      { op: 'test', path: '/webhooks/0/failurePolicy', value: 'Ignore' },
      { op: 'replace', path: '/webhooks/0/failurePolicy', value: 'Fail' },
    ])
    expect(objectsOf(`${base}/webhooks.yaml`).map((o) => o.webhooks.length)).toEqual([1, 1])
  })
})

describe('Dockerfile', () => {
  const dockerfile = readFileSync(`${ROOT}/Dockerfile`, 'utf8')
  const stages = dockerfile.split(/^(?=FROM )/m)

  test('pins the Node that the checkout runs', () => {
    expect(dockerfile).toContain(`ARG NODE_IMAGE=node:${devDependencies.node}-slim`)
  })

  test('ends as the user of the Deployment, with what the Deployment calls', () => {
    const last = stages.at(-1) as string
    expect(last).toContain(`USER ${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`)
    expect(last).toContain('ENTRYPOINT ["node", "/app/dist/main.js"]')
    expect(last).toContain('CMD ["serve"]')
    expect(last).not.toMatch(/^RUN /m)
  })
})
