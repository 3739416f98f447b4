import type { Rule } from '../rule.ts'
import { excerpt, writtenWords } from '../words.ts'

const example = (namespace: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: custom, namespace: default }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: bare }
spec:
  controllerName: example.com/controller
  parametersRef: { group: "", kind: ConfigMap, name: custom${namespace} }
`

/** Parameters with a namespace where the kind has none, or without one where it lives in one. */
export const parametersNamespace: Rule = {
  id: 'parameters-namespace',
  class: 'contradiction',
  kinds: ['GatewayClass', 'Gateway', 'XMesh'],
  docs: () => ({
    summary: 'A parametersRef lacks a namespace for a kind that lives in one, or has one for a kind that does not.',
    why: 'The controller finds nothing: the class or mesh is refused, Accepted=False/InvalidParameters, or the parameters are dropped without a word.',
    fix: 'Write the namespace of the object, or leave it out for a kind of the cluster.',
    source: 'ParametersReference.Namespace (apis/v1/gatewayclass_types.go); gateway-api.md 2.10, K-PARAM, and 2.12, P-XMESH',
    implementations: ['gateway-api@1.7'],
    bad: example(''),
    good: example(', namespace: default'),
  }),
  check(prediction) {
    if (prediction.kind !== 'GatewayClass' && prediction.kind !== 'Gateway' && prediction.kind !== 'Mesh') return []
    const { parameters } = prediction
    if (parameters?.state !== 'namespace missing' && parameters?.state !== 'namespace needless') return []
    const { path, group, kind, name, namespace, state, written } = parameters
    const isMissing = state === 'namespace missing'
    return [
      {
        whole: written.condition !== undefined,
        path,
        key: `${group}/${kind} ${namespace ?? ''}/${name}`,
        message: `${kind} "${excerpt(name)}", which parametersRef names, ${isMissing ? 'lives in a namespace, and none is given' : `lives in no namespace, and "${namespace}" is given`}${writtenWords(written)}`,
        hint: isMissing ? 'write the namespace of the object into parametersRef' : 'leave namespace out of parametersRef',
        ...(written.condition && { condition: written.condition }),
      },
    ]
  },
}
